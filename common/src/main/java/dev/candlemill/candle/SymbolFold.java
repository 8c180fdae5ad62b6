package dev.candlemill.candle;

import static dev.candlemill.candle.SymbolState.NEVER;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.bar.WantedTimeframes;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.Signal;
import dev.candlemill.strategy.Strategies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bars of one symbol in, final candles of all timeframes out. Backfill, live and tests share it; it
 * knows no Flink and no clock.
 *
 * <p>In-order bars go forward into the open buckets. A bar that opens before what has been folded
 * is a correction: the fold is taken up again from the last anchor before it, once with the bars as
 * they were and once as they are, and what differs leaves as the next revision. Reused over
 * symbols; not thread-safe.
 */
public final class SymbolFold {

    /** Where results go. */
    public interface Output {
        void candles(CandlePage page);

        void late(LateBar bar);

        void snapshot(FoldSnapshot snapshot);

        void signal(Signal signal);

        /** May come more than once for the same strategy, after corrections. */
        void failed(StoppedStrategy failure);

        /** What became of a page's valid bars that were not late; corrected ones are accepted. */
        default void counted(long accepted, long duplicate, long corrected) {}
    }

    private static final long MONTH_MILLIS = 31L * 86_400_000;

    private final FoldOptions options;
    private final FoldTurn.Scratch scratch;
    private final SymbolPlans plans;

    /** Without strategies of your own. */
    public SymbolFold(FoldOptions options) {
        this(options, Strategies.load(SymbolFold.class.getClassLoader()));
    }

    public SymbolFold(FoldOptions options, Strategies strategies) {
        this.options = options;
        this.scratch = new FoldTurn.Scratch(options);
        this.plans = new SymbolPlans(options, strategies);
    }

    /**
     * Takes in the symbol's setups; they replace the ones before.
     *
     * @throws Exception what the store throws
     */
    public void onSetups(String symbol, List<TradingSetup> setups, SymbolStore store, Output output)
            throws Exception {
        SymbolPlan plan = plans.enter(symbol, setups, store);
        plan.failures(symbol).forEach(output::failed);
    }

    /**
     * Takes in setups that changed while bars come. Strategies that join begin where the symbol's
     * state does, as they would with a baseline of the same bars; what they say of candles that are
     * out already leaves, too. Those that go leave their signals as they are.
     *
     * @throws Exception what the store throws
     */
    public void onSetups(
            ActiveSetups event, VenueCalendar calendar, SymbolStore store, Output output)
            throws Exception {
        SymbolState state = store.state();
        String symbol = event.symbol();
        if (event.setups().equals(SymbolPlans.setups(store))) {
            return;
        }
        if (state == null || !state.hasRegion()) {
            onSetups(symbol, event.setups(), store, output);
            return;
        }
        CandleRows before = turn(symbol, calendar, store, SilentOutput.INSTANCE).replay();
        onSetups(symbol, event.setups(), store, output);
        FoldTurn turn = turn(symbol, calendar, store, output);
        turn.refoldAll(before);
        turn.end();
    }

    /**
     * Takes in which timeframes leave beside those of the options. Of one that joins, all candles
     * of what is held that are final leave, as if they had from the start, unless they are stored;
     * one that goes leaves what was sent as it is, and what is stored stays known.
     *
     * @throws Exception what the store throws
     */
    public void onWanted(
            WantedTimeframes event, VenueCalendar calendar, SymbolStore store, Output output)
            throws Exception {
        String symbol = event.symbol();
        int before = plans.of(symbol, store).wanted();
        int wanted = FoldOptions.maskOf(event.timeframes());
        if (wanted == before) {
            return;
        }
        SymbolState state = store.state();
        if (state == null
                || !state.hasRegion()
                || options.emitted(wanted) == options.emitted(before)) {
            plans.enter(symbol, wanted, store);
            return;
        }
        CandleRows out = turn(symbol, calendar, store, SilentOutput.INSTANCE).replay();
        plans.enter(symbol, wanted, store);
        FoldTurn turn = turn(symbol, calendar, store, output);
        turn.resend(out, options.emitted(before));
        turn.end();
    }

    /** Which timeframes of a symbol are wanted beside those of the options, as bits. */
    public int wanted(String symbol, SymbolStore store) throws Exception {
        return plans.of(symbol, store).wanted();
    }

    /**
     * Takes in what is stored; see {@link Baseline}. A new region ends the one before it.
     *
     * @throws Exception what the store throws
     */
    public void onBaseline(
            Baseline baseline, VenueCalendar calendar, SymbolStore store, Output output)
            throws Exception {
        List<TradingSetup> setups = baseline.setups();
        if (setups != null) {
            onSetups(baseline.symbol(), setups, store, output);
        }
        FoldTurn turn = turn(baseline.symbol(), calendar, store, output);
        if (baseline.startsRegion() && turn.state.hasRegion()) {
            // All that is known of the region is there: what closed long before waits no more.
            turn.advance(baseline.from(), baseline.from() - options.graceMillis());
            turn.finish(baseline.from());
            turn.end();
            turn = turn(baseline.symbol(), calendar, store, output);
            turn.forgetRegion();
        }
        turn.takeStored(baseline);
        turn.end();
    }

    /**
     * Takes in what a failed attempt stored after the checkpoint that the state is of. Nothing
     * leaves: what comes next of these candles and signals is told against that, so that it gets a
     * higher revision, and a signal that no longer holds is taken back.
     *
     * @return false for a symbol without a region, which takes nothing in
     * @throws Exception what the store throws
     */
    public boolean onUnsettled(UnsettledRows rows, VenueCalendar calendar, SymbolStore store)
            throws Exception {
        SymbolState state = store.state();
        if (state == null || !state.hasRegion()) {
            return false;
        }
        FoldTurn turn = turn(rows.symbol(), calendar, store, SilentOutput.INSTANCE);
        turn.takeUnsettled(rows);
        turn.end();
        return true;
    }

    /**
     * Bars were handed over: what is stored comes once more, with them, and a new region takes the
     * place of the one that is known. Bars that are in no stored candle yet stay, and join it.
     *
     * @throws Exception what the store throws
     */
    public void onHanded(HandedBars event, VenueCalendar calendar, SymbolStore store, Output output)
            throws Exception {
        FoldTurn turn = turn(event.symbol(), calendar, store, output);
        if (turn.state.hasRegion()) {
            turn.leaveRegion();
            store.putState(turn.state);
        }
    }

    /**
     * Lets go of everything but the counts, and setups and timeframes where there are any: the next
     * baseline begins a region as the first one did. Bars of candles that are not final are gone.
     *
     * @throws Exception what the store throws
     */
    public void onForgotten(String symbol, SymbolStore store) throws Exception {
        SymbolState state = store.state();
        SymbolSettings settings = store.settings();
        store.clear();
        plans.forget(symbol);
        if (state != null) {
            store.putState(state.countsOnly());
        }
        if (settings != null && !(settings.setups().isEmpty() && settings.wanted() == 0)) {
            store.putSettings(settings);
        }
    }

    /**
     * Takes in a page of valid bars and the progress that it brings.
     *
     * @throws IllegalStateException for a bar outside every session, which validation takes out
     * @throws Exception what the store throws
     */
    public void onPage(BarPage page, VenueCalendar calendar, SymbolStore store, Output output)
            throws Exception {
        FoldTurn turn = turn(page.symbol(), calendar, store, output);
        turn.state.source = page.source();
        SymbolCounts counts = turn.state.counts;
        final long accepted = counts.accepted;
        final long duplicate = counts.duplicate;
        final long corrected = counts.corrected;
        countInput(page, counts);
        long changed = turn.take(page.bars());
        if (changed != NEVER) {
            turn.refold(changed);
        }
        long progress = page.coveredUntil();
        if (progress == BarPage.UNKNOWN) {
            turn.advance(turn.state.lastBar + 1, turn.state.finalUntil);
        } else {
            long finalUntil = progress - options.graceMillis();
            while (isFilledBeyondAMonth(turn.state, finalUntil)) {
                long next = turn.state.foldedUntil + MONTH_MILLIS;
                turn.advance(next, next);
                turn.end();
                turn = turn(page.symbol(), calendar, store, output);
            }
            turn.advance(foldableUntil(progress, turn), finalUntil);
        }
        if (page.endOfInput()) {
            turn.finish(progress);
        }
        turn.end();
        output.counted(
                counts.accepted - accepted,
                counts.duplicate - duplicate,
                counts.corrected - corrected);
    }

    /** A long silence that is filled leaves month by month, so that memory stays that of one. */
    private boolean isFilledBeyondAMonth(SymbolState state, long finalUntil) {
        return options.fill() != Fill.NONE
                && state.hasRegion()
                && state.foldedUntil + MONTH_MILLIS < Math.min(finalUntil, state.regionEnd);
    }

    /**
     * Bars that progress has passed are folded as they come. Times without one count as folded only
     * once their candles may be final: until then, the next bar there is in order, and no
     * correction. A live page has progress within a bar that is still forming; one that has come
     * nevertheless is not final yet, and waits.
     */
    private long foldableUntil(long progress, FoldTurn turn) throws Exception {
        long settled = FoldOptions.settledUntil(progress, options.graceMillis());
        return Math.min(turn.withoutOpenBar(progress), Math.max(turn.state.lastBar + 1, settled));
    }

    private FoldTurn turn(String symbol, VenueCalendar calendar, SymbolStore store, Output output)
            throws Exception {
        @Nullable SymbolState known = store.state();
        SymbolState state = known == null ? new SymbolState() : known;
        return new FoldTurn(
                options,
                new FoldTurn.Place(symbol, calendar, store, output),
                state,
                plans.of(symbol, store),
                scratch);
    }

    private static void countInput(BarPage page, SymbolCounts counts) {
        counts.in += page.inputCount();
        int[] rejected = page.rejectedByReason();
        for (int reason = 0; reason < rejected.length; reason++) {
            counts.countRejected(reason, rejected[reason]);
        }
    }
}
