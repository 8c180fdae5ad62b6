package dev.candlemill.jobs.candle;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.SymbolReport;
import dev.candlemill.source.UnsettledReader;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link CandleFunction}. The counts of symbols that changed leave ahead of the barrier, so
 * that sinks hold those of the state in the same checkpoint.
 */
public final class CandleOperator extends KeyedProcessOperator<String, SymbolEvent, CandlePage> {

    private static final long serialVersionUID = 1L;

    private static final ListStateDescriptor<Long> BEGUN =
            new ListStateDescriptor<>("begun", LongSerializer.INSTANCE);

    private final CandleFunction candles;

    /** When each task's checkpoint was begun: milliseconds of its machine. */
    private transient ListState<Long> begun;

    /** The earliest of the checkpoint that was restored; null without one. */
    private transient @Nullable Instant restoredTo;

    @SuppressWarnings("NullAway.Init") // the transient fields belong to initializeState()
    public CandleOperator(CandleFunction candles) {
        super(candles);
        this.candles = candles;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        begun = context.getOperatorStateStore().getUnionListState(BEGUN);
        for (long millis : begun.get()) {
            Instant one = Instant.ofEpochMilli(millis);
            restoredTo = restoredTo == null || one.isBefore(restoredTo) ? one : restoredTo;
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        begun.update(List.of(context.getCheckpointTimestamp()));
    }

    /**
     * What a failed attempt has stored and sent since the checkpoint is asked for before anything
     * is folded, of all symbols at once, since a restore should not wait for each one's answer.
     */
    @Override
    public void open() throws Exception {
        super.open();
        Instant since = restoredTo;
        if (candles.sinks().isEmpty() || since == null) {
            return;
        }
        KeyedStateBackend<String> backend = getKeyedStateBackend();
        List<String> symbols;
        try (Stream<String> keys =
                backend.getKeys(KeyedSymbolStore.SYMBOL, VoidNamespace.INSTANCE)) {
            symbols = keys.toList();
        }
        for (UnsettledReader.Factory sink : candles.sinks()) {
            try (UnsettledReader reader = sink.open()) {
                for (UnsettledRows rows : reader.unsettled(symbols, since)) {
                    setCurrentKey(rows.symbol());
                    candles.takeUnsettled(rows);
                }
            }
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        super.prepareSnapshotPreBarrier(checkpoint);
        report();
    }

    /** What a drained job's last barrier would tell, which comes when sinks take nothing more. */
    @Override
    public void finish() throws Exception {
        report();
        super.finish();
    }

    private void report() {
        for (SymbolReport report : candles.takeReports()) {
            output.collect(CandleFunction.REPORTS, new StreamRecord<>(report));
        }
    }
}
