package dev.candlemill.jobs.candle;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.Following;
import dev.candlemill.bar.Forgotten;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.bar.WantedTimeframes;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.candle.FoldSnapshot;
import dev.candlemill.candle.StoppedStrategy;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.candle.SymbolFold;
import dev.candlemill.candle.SymbolReport;
import dev.candlemill.candle.SymbolState;
import dev.candlemill.signal.Signal;
import dev.candlemill.strategy.Strategies;
import dev.candlemill.wire.WireTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds each symbol's events into final candles with their indicators, and into the signals of its
 * setups. Signals, strategies that failed, late bars, fold snapshots and counts go to side outputs:
 * those of every symbol when the input ends, or, where a market is followed, with each checkpoint
 * and at a drained job's end those of the symbols that had input.
 */
public final class CandleFunction extends KeyedProcessFunction<String, SymbolEvent, CandlePage> {

    public static final OutputTag<LateBar> LATE = new OutputTag<>("late", WireTypes.LATE_BAR);
    public static final OutputTag<FoldSnapshot> SNAPSHOTS =
            new OutputTag<>("snapshots", WireTypes.FOLD_SNAPSHOT);
    public static final OutputTag<SymbolReport> REPORTS =
            new OutputTag<>("reports", WireTypes.SYMBOL_REPORT);

    public static final OutputTag<Signal> SIGNALS = new OutputTag<>("signals", WireTypes.SIGNAL);
    public static final OutputTag<StoppedStrategy> STOPPED =
            new OutputTag<>("stopped", WireTypes.STOPPED_STRATEGY);

    /** Candles that are not final, after each page that brought bars. */
    public static final OutputTag<CandlePage> FORMING =
            new OutputTag<>("forming", WireTypes.CANDLE_PAGE);

    /** Accumulator of input records, for progress: it starts anew with each attempt. */
    public static final String BARS_READ = "bars-read";

    /** Accumulator of all symbols' {@link SymbolCounts}, filled from state when the input ends. */
    public static final String RUN_COUNTS = "run-counts";

    /** Accumulator of texts: setups that were stopped in this attempt, and why. */
    public static final String STOPPED_SETUPS = "stopped-setups";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(CandleFunction.class);

    // -- configuration
    private final CalendarSettings calendars;
    private final FoldOptions options;
    private final @Nullable FollowedMarket market;
    private final boolean showsForming;

    // -- runtime
    private transient @Nullable FormingCandles forming;
    private transient SymbolFold fold;
    private transient KeyedSymbolStore store;
    private transient Emitter emitter;
    private transient LongCounter barsRead;
    private transient CountsAccumulator runCounts;
    private transient FoldMetrics metrics;
    private transient Map<String, SymbolCounts> changed;

    /** What a failed attempt let out of symbols that have not begun again. */
    private transient Map<String, List<UnsettledRows>> waiting;

    /** Of no market that goes on, without candles that are not final. */
    public CandleFunction(CalendarSettings calendars, FoldOptions options) {
        this(calendars, options, null, false);
    }

    /**
     * @param market that is followed, whose input has no end: counts leave with checkpoints; null
     *     when there is none
     * @param showsForming whether candles that are not final go to {@link #FORMING}
     */
    @SuppressWarnings("NullAway.Init") // the transient fields belong to open()
    public CandleFunction(
            CalendarSettings calendars,
            FoldOptions options,
            @Nullable FollowedMarket market,
            boolean showsForming) {
        this.calendars = calendars;
        this.options = options;
        this.market = market;
        this.showsForming = showsForming;
    }

    @Override
    public void open(OpenContext context) {
        fold =
                new SymbolFold(
                        options, Strategies.load(getRuntimeContext().getUserCodeClassLoader()));
        store = new KeyedSymbolStore(getRuntimeContext());
        metrics =
                new FoldMetrics(
                        getRuntimeContext().getMetricGroup(),
                        market == null ? null : market.clock()::now);
        StoppedAccumulator stopped = new StoppedAccumulator();
        getRuntimeContext().addAccumulator(STOPPED_SETUPS, stopped);
        emitter = new Emitter(metrics, stopped);
        forming = showsForming ? new FormingCandles(options.mergeClose(), fold) : null;
        barsRead = getRuntimeContext().getLongCounter(BARS_READ);
        changed = new LinkedHashMap<>();
        waiting = new HashMap<>();
        runCounts = new CountsAccumulator();
        getRuntimeContext().addAccumulator(RUN_COUNTS, runCounts);
    }

    @Override
    public void processElement(SymbolEvent event, Context context, Collector<CandlePage> out)
            throws Exception {
        emitter.context = context;
        emitter.out = out;
        VenueCalendar calendar = calendars.calendarOf(event.symbol());
        if (event instanceof Following following) {
            metrics.following(following, calendar);
            return;
        }
        if (event instanceof Forgotten) {
            waiting.remove(event.symbol());
            fold.onForgotten(event.symbol(), store);
            metrics.forgotten(event.symbol(), calendar);
            if (forming != null) {
                forming.forget(event.symbol());
            }
            return;
        }
        if (event instanceof BarPage page) {
            metrics.page(page, calendar);
            fold.onPage(page, calendar, store, emitter);
            barsRead.add(page.inputCount());
            noteChanged(page);
        } else if (event instanceof Baseline baseline) {
            fold.onBaseline(baseline, calendar, store, emitter);
        } else if (event instanceof ActiveSetups setups) {
            fold.onSetups(setups, calendar, store, emitter);
        } else if (event instanceof WantedTimeframes wanted) {
            fold.onWanted(wanted, calendar, store, emitter);
        } else if (event instanceof HandedBars handed) {
            fold.onHanded(handed, calendar, store, emitter);
        }
        if (store.isNewSymbol()) {
            // Fires once per symbol when a bounded input ends, after a restore too.
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }
        if (event instanceof Baseline) {
            takeWaiting(event.symbol());
        }
        if (forming != null) {
            CandlePage open = forming.after(event, calendar, store);
            if (open != null) {
                context.output(FORMING, open);
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CandlePage> out)
            throws Exception {
        SymbolState state = store.state();
        if (state != null) {
            SymbolCounts counts = state.counts().copy();
            runCounts.add(counts);
            if (market == null) {
                context.output(REPORTS, new SymbolReport(context.getCurrentKey(), counts));
            }
        }
    }

    @Nullable FollowedMarket market() {
        return market;
    }

    /** Of the current key. They wait where its symbol has yet to begin. */
    void takeUnsettled(UnsettledRows rows) throws Exception {
        if (!fold.onUnsettled(rows, calendars.calendarOf(rows.symbol()), store)) {
            waiting.computeIfAbsent(rows.symbol(), symbol -> new ArrayList<>()).add(rows);
        }
    }

    /** Whether the next attempt would have to be told again. */
    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    private void takeWaiting(String symbol) throws Exception {
        for (UnsettledRows rows : waiting.getOrDefault(symbol, List.of())) {
            fold.onUnsettled(rows, calendars.calendarOf(symbol), store);
        }
        waiting.remove(symbol);
    }

    private void noteChanged(BarPage page) {
        SymbolState state = store.latest();
        if (market != null && page.inputCount() > 0 && state != null) {
            changed.put(page.symbol(), state.counts().copy());
        }
    }

    /** The counts of symbols that had input since the last time. */
    List<SymbolReport> takeReports() {
        List<SymbolReport> reports =
                changed.entrySet().stream()
                        .map(symbol -> new SymbolReport(symbol.getKey(), symbol.getValue()))
                        .toList();
        changed.clear();
        return reports;
    }

    private static final class Emitter implements SymbolFold.Output {
        private final FoldMetrics metrics;
        private final StoppedAccumulator stopped;
        private @Nullable Context context;
        private @Nullable Collector<CandlePage> out;

        private Emitter(FoldMetrics metrics, StoppedAccumulator stopped) {
            this.metrics = metrics;
            this.stopped = stopped;
        }

        @Override
        public void counted(long accepted, long duplicate, long corrected) {
            metrics.counted(accepted, duplicate, corrected);
        }

        @Override
        public void candles(CandlePage page) {
            metrics.candles(page);
            if (out != null) {
                out.collect(page);
            }
        }

        @Override
        public void late(LateBar bar) {
            metrics.late();
            if (context != null) {
                context.output(LATE, bar);
            }
        }

        @Override
        public void signal(Signal signal) {
            metrics.signal(signal.status());
            if (context != null) {
                context.output(SIGNALS, signal);
            }
        }

        @Override
        public void failed(StoppedStrategy failure) {
            metrics.stopped();
            String text = StoppedAccumulator.text(failure);
            LOG.warn("stopped: {}", text);
            stopped.add(text);
            if (context != null) {
                context.output(STOPPED, failure);
            }
        }

        @Override
        public void snapshot(FoldSnapshot snapshot) {
            if (context != null) {
                context.output(SNAPSHOTS, snapshot);
            }
        }
    }
}
