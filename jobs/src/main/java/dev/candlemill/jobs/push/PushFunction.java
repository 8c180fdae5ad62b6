package dev.candlemill.jobs.push;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Forgotten;
import dev.candlemill.bar.FormingBar;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.WantedTimeframes;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.source.reader.StoredMonths;
import dev.candlemill.wire.SymbolEventFormat;
import dev.candlemill.wire.WireSerializer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Gives pages that come by themselves what polled ones have: what is stored, before the first of
 * them, and progress. Bars are held back until what is stored is there. A bar brings progress up to
 * its close; when none comes, the symbol's one timer brings it, after each close of a slot plus the
 * grace, by the market's clock. So it is for a symbol of which no bar came: told how far it is
 * settled, silence loads what is stored of it. Setups, timeframes and word of handed bars wait for
 * that, too. A symbol that has been silent for long, and of which nothing is open, is forgotten.
 * Everything else passes through, and all of symbols that are polled.
 */
public final class PushFunction extends KeyedProcessFunction<String, SymbolEvent, SymbolEvent>
        implements CheckpointedFunction, CheckpointListener {

    private static final long serialVersionUID = 1L;

    /** How often a symbol looks whether its part is there. */
    private static final long LOOK_MILLIS = 20;

    /** How long a symbol without bars lets others load before it. */
    private static final long YIELD_MILLIS = 500;

    /** How often the time of catching up others' late bars may make such a symbol wait. */
    private static final int MOST_CATCH_UPS = 9;

    // -- configuration
    private final PushOptions options;

    // -- runtime
    private transient ValueState<PushedSymbol> symbols;
    private transient ListState<SymbolEvent> held;
    private transient StoredLoader loader;
    private transient SettledNotes settled;
    private transient SlotCloses closes;
    private transient long openedAt;

    /** When the last bar of any symbol came that was behind. */
    private transient long behindAt;

    private transient Forgetting forgetting;

    @SuppressWarnings("NullAway.Init") // the transient fields belong to open()
    public PushFunction(PushOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        symbols =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "pushed", new WireSerializer<>(new PushedSymbolFormat())));
        held =
                getRuntimeContext()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "held", new WireSerializer<>(new SymbolEventFormat())));
        loader = new StoredLoader(new StoredMonths(options.baselines(), options.calendars()));
        settled = new SettledNotes(options.progress());
        closes = new SlotCloses(options.mergeClose());
        openedAt = Long.MIN_VALUE;
        behindAt = Long.MIN_VALUE;
        forgetting = new Forgetting(options);
    }

    @Override
    public void processElement(SymbolEvent event, Context context, Collector<SymbolEvent> out)
            throws Exception {
        if (!options.comesByItself(event.symbol())) {
            out.collect(event);
        } else if (event instanceof BarPage page && isPushed(page)) {
            onBars(page, context, out);
        } else if (event instanceof BarPage page && isProgress(page)) {
            onSettled(page, context, out);
        } else if (isPassing(event)) {
            out.collect(event);
        } else if (isControl(event)) {
            keep(event);
            if (event instanceof HandedBars) {
                wakeUp(context, out);
            }
        }
    }

    /** What is handed over of a symbol that was forgotten is not to wait for its next bar. */
    private void wakeUp(Context context, Collector<SymbolEvent> out) throws Exception {
        PushedSymbol symbol = symbols.value();
        if (symbol != null && symbol.isOnlySettled() && symbol.timer == PushedSymbol.NEVER) {
            new Turn(symbol, context, out).schedule();
            symbols.update(symbol);
        }
    }

    private boolean isPassing(SymbolEvent event) throws Exception {
        boolean needsStored = event instanceof FormingBar || isControl(event);
        return !needsStored || isLoaded(symbols.value());
    }

    /** What a job is told while it runs holds for what is stored, too. */
    private static boolean isControl(SymbolEvent event) {
        return event instanceof ActiveSetups
                || event instanceof WantedTimeframes
                || event instanceof HandedBars;
    }

    /** Until what is stored has come; before that is asked for, only the latest word counts. */
    private void keep(SymbolEvent event) throws Exception {
        PushedSymbol symbol = symbols.value();
        if (symbol == null || symbol.isOnlySettled()) {
            List<SymbolEvent> latest = new ArrayList<>();
            for (SymbolEvent earlier : held.get()) {
                if (!earlier.getClass().equals(event.getClass())) {
                    latest.add(earlier);
                }
            }
            latest.add(event);
            held.update(latest);
        } else {
            held.add(event);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<SymbolEvent> out)
            throws Exception {
        PushedSymbol symbol = symbols.value();
        if (symbol == null || timestamp != symbol.timer) {
            return;
        }
        if (!options.comesByItself(context.getCurrentKey())) {
            symbols.clear(); // it is polled since the last checkpoint
            held.clear();
            return;
        }
        symbol.timer = PushedSymbol.NEVER;
        Turn turn = new Turn(symbol, context, out);
        if (symbol.isWaiting) {
            turn.onceLoaded();
        } else {
            turn.inSilence();
        }
        symbols.update(turn.left());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        // all state is keyed
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        settled.snapshot(context.getCheckpointId());
        forgetting.snapshot(context.getCheckpointId());
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        settled.complete(checkpoint);
        forgetting.complete(checkpoint);
    }

    @Override
    public void close() {
        if (loader != null) {
            loader.close();
            settled.close();
        }
    }

    private static boolean isPushed(BarPage page) {
        return page.coveredUntil() == BarPage.UNKNOWN && !page.bars().isEmpty();
    }

    private static boolean isProgress(BarPage page) {
        return page.coveredUntil() != BarPage.UNKNOWN;
    }

    /** Word of how far a symbol is settled: all there is to go by where no bar comes. */
    private void onSettled(BarPage page, Context context, Collector<SymbolEvent> out)
            throws Exception {
        boolean isNew = symbols.value() == null;
        if (isNew && options.calendars().calendarIfAny(page.symbol()).isPresent()) {
            PushedSymbol symbol = PushedSymbol.settledUntil(page.coveredUntil());
            new Turn(symbol, context, out).schedule();
            symbols.update(symbol);
        }
    }

    private void onBars(BarPage page, Context context, Collector<SymbolEvent> out)
            throws Exception {
        PushedSymbol known = symbols.value();
        PushedSymbol symbol = known == null ? new PushedSymbol() : known;
        new Turn(symbol, context, out).take(page);
        symbols.update(symbol);
    }

    private static boolean isLoaded(@Nullable PushedSymbol symbol) {
        return symbol != null && !symbol.isWaiting && !symbol.isOnlySettled();
    }

    /** One event's or timer's work on one symbol. */
    private final class Turn {

        private final PushedSymbol symbol;
        private final String key;
        private final TimerService timers;
        private final Collector<SymbolEvent> out;
        private final long now;
        private boolean isForgotten;

        Turn(PushedSymbol symbol, Context context, Collector<SymbolEvent> out) {
            this.symbol = symbol;
            this.key = context.getCurrentKey();
            this.timers = context.timerService();
            this.out = out;
            this.now = timers.currentProcessingTime();
            openedAt = openedAt == Long.MIN_VALUE ? now : openedAt;
            forgetting.note(now);
        }

        void take(BarPage page) throws Exception {
            symbol.take(page.bars(), now);
            long late = now - options.clock().realAt(symbol.lastClose);
            symbol.isBehind = late > options.graceMillis();
            behindAt = symbol.isBehind ? now : behindAt;
            symbol.wanted = Math.max(symbol.wanted, progressWith(page));
            if (symbol.isWaiting || isMissing()) {
                held.add(page);
                awaitPart();
            } else {
                release(page);
                schedule();
            }
        }

        void onceLoaded() throws Exception {
            StoredMonths.Part part = loader.loaded(key);
            if (part != null) {
                part.events().forEach(out::collect);
                symbol.loaded = part.loaded();
            }
            if (part == null || isMissing()) {
                awaitPart();
                return;
            }
            symbol.isWaiting = false;
            for (SymbolEvent event : held.get()) {
                if (event instanceof BarPage page) {
                    release(page);
                } else {
                    out.collect(event);
                }
            }
            held.clear();
            schedule();
        }

        void inSilence() {
            if (forgetting.isDue(key, symbol, now, openedAt)) {
                out.collect(new Forgotten(key));
                isForgotten = true;
                return;
            }
            long market = options.clock().at(now);
            if (nextClose() > market - options.graceMillis() || now < quietSince()) {
                schedule();
                return;
            }
            if (symbol.isOnlySettled() && loader.isBusy()) {
                setTimer(now + YIELD_MILLIS);
                return;
            }
            symbol.wanted = Math.max(symbol.wanted, market);
            if (isMissing()) {
                awaitPart();
                return;
            }
            advance(market);
            out.collect(BarPage.of(key, new BarColumns(0), market, market, options.source()));
            schedule();
        }

        /** What is kept of the symbol. */
        PushedSymbol left() {
            return isForgotten ? PushedSymbol.settledUntil(settledUntil()) : symbol;
        }

        private long settledUntil() {
            return Math.max(
                    symbol.cut, FoldOptions.settledUntil(symbol.progress, options.graceMillis()));
        }

        private void awaitPart() {
            symbol.isWaiting = true;
            loader.load(want());
            setTimer(now + LOOK_MILLIS);
        }

        private boolean isMissing() {
            return loader.isMissing(want());
        }

        private StoredMonths.Want want() {
            return new StoredMonths.Want(
                    key, options.source(), symbol.cut, symbol.wanted, symbol.loaded);
        }

        private void release(BarPage page) {
            advance(progressWith(page));
            out.collect(page.withProgress(symbol.progress));
        }

        private void advance(long progress) {
            symbol.progress = Math.max(symbol.progress, progress);
            settled.settle(key, settledUntil());
        }

        /** A bar that seems to close later than now says nothing of what is between. */
        private long progressWith(BarPage page) {
            long close = Long.MIN_VALUE;
            for (int i = 0; i < page.bars().size(); i++) {
                close = Math.max(close, PushedSymbol.closeOf(page.bars(), i));
            }
            return Math.min(close, options.clock().at(now));
        }

        private long nextClose() {
            return closes.after(
                    options.calendars().calendarOf(key), symbol.progress - options.graceMillis());
        }

        /** Before it, a bar may be missing only because the topic was not read that far. */
        private long quietSince() {
            long catchUp = options.catchUp().toMillis();
            if (symbol.isOnlySettled()) {
                long othersUntil = Math.min(behindAt, openedAt + MOST_CATCH_UPS * catchUp);
                return Math.max(openedAt, othersUntil) + catchUp;
            }
            return (symbol.isBehind ? Math.max(openedAt, symbol.lastArrival) : openedAt) + catchUp;
        }

        private void schedule() {
            long close = nextClose();
            if (close != PushedSymbol.NEVER) {
                long due = options.clock().realAt(close + options.graceMillis());
                setTimer(Math.max(due, quietSince()));
            }
        }

        /** An earlier timer stays: when it fires, it is set anew. */
        private void setTimer(long at) {
            if (symbol.timer <= at) {
                return;
            }
            if (symbol.timer != PushedSymbol.NEVER) {
                timers.deleteProcessingTimeTimer(symbol.timer);
            }
            symbol.timer = at;
            timers.registerProcessingTimeTimer(at);
        }
    }
}
