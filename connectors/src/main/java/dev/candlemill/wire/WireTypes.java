package dev.candlemill.wire;

import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldSnapshot;
import dev.candlemill.candle.StoppedStrategy;
import dev.candlemill.candle.SymbolReport;
import dev.candlemill.signal.Signal;

/** The types of all streams and side outputs; values of none of them change once emitted. */
public final class WireTypes {

    public static final WireTypeInfo<SymbolEvent> SYMBOL_EVENT =
            new WireTypeInfo<>(new SymbolEventFormat());
    public static final WireTypeInfo<CandlePage> CANDLE_PAGE =
            new WireTypeInfo<>(new CandlePageFormat());
    public static final WireTypeInfo<RejectedBar> REJECTED_BAR =
            new WireTypeInfo<>(new RejectedBarFormat());
    public static final WireTypeInfo<LateBar> LATE_BAR = new WireTypeInfo<>(new LateBarFormat());
    public static final WireTypeInfo<FoldSnapshot> FOLD_SNAPSHOT =
            new WireTypeInfo<>(new FoldSnapshotFormat());
    public static final WireTypeInfo<SymbolReport> SYMBOL_REPORT =
            new WireTypeInfo<>(new SymbolReportFormat());

    public static final WireTypeInfo<Signal> SIGNAL = new WireTypeInfo<>(new SignalFormat());
    public static final WireTypeInfo<StoppedStrategy> STOPPED_STRATEGY =
            new WireTypeInfo<>(new StoppedStrategyFormat());

    private WireTypes() {}
}
