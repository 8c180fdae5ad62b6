package dev.candlemill.candle;

import static dev.candlemill.candle.SymbolState.NEVER;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.LateBar;
import dev.candlemill.calendar.VenueCalendar;
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
    }

    private final FoldOptions options;
    private final FoldTurn.Scratch scratch;

    public SymbolFold(FoldOptions options) {
        this.options = options;
        this.scratch = new FoldTurn.Scratch(options);
    }

    /**
     * Takes in what is stored; see {@link Baseline}. A new region ends the one before it.
     *
     * @throws Exception what the store throws
     */
    public void onBaseline(
            Baseline baseline, VenueCalendar calendar, SymbolStore store, Output output)
            throws Exception {
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
     * Takes in a page of valid bars and the progress that it brings.
     *
     * @throws IllegalStateException for a bar outside every session, which validation takes out
     * @throws Exception what the store throws
     */
    public void onPage(BarPage page, VenueCalendar calendar, SymbolStore store, Output output)
            throws Exception {
        FoldTurn turn = turn(page.symbol(), calendar, store, output);
        turn.state.source = page.source();
        countInput(page, turn.state.counts);
        long changed = turn.take(page.bars());
        if (changed != NEVER) {
            turn.refold(changed);
        }
        long progress = page.coveredUntil();
        if (progress == BarPage.UNKNOWN) {
            turn.advance(turn.state.lastBar + 1, turn.state.finalUntil);
        } else {
            turn.advance(progress, progress - options.graceMillis());
        }
        if (page.endOfInput()) {
            turn.finish(progress);
        }
        turn.end();
    }

    private FoldTurn turn(String symbol, VenueCalendar calendar, SymbolStore store, Output output)
            throws Exception {
        @Nullable SymbolState known = store.state();
        SymbolState state = known == null ? new SymbolState() : known;
        return new FoldTurn(
                options, new FoldTurn.Place(symbol, calendar, store, output), state, scratch);
    }

    private static void countInput(BarPage page, SymbolCounts counts) {
        counts.in += page.inputCount();
        int[] rejected = page.rejectedByReason();
        for (int reason = 0; reason < rejected.length; reason++) {
            counts.countRejected(reason, rejected[reason]);
        }
    }
}
