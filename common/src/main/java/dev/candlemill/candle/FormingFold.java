package dev.candlemill.candle;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.VenueCalendar;
import org.jspecify.annotations.Nullable;

/**
 * The bucket of every timeframe that a symbol is in, as it stands, for charts: never final, without
 * indicators. It changes nothing of the fold. Reused over symbols; not thread-safe.
 */
public final class FormingFold {

    private final RollUp rollUp;
    private final FoldState buckets = new FoldState();
    private final CandleRows drained = new CandleRows();
    private final CandleRows rows = new CandleRows();

    public FormingFold(boolean mergeClose) {
        rollUp = new RollUp(mergeClose, Fill.NONE);
    }

    /**
     * Whose candles.
     *
     * @param wanted of the symbol, see {@link SymbolFold#wanted}
     */
    public record Subject(String symbol, VenueCalendar calendar, int wanted) {}

    /**
     * The candles that are open, or null when none is.
     *
     * @param state of the fold
     * @param forming one bar that is not closed, to be seen as if it were; null for none
     */
    public @Nullable CandlePage candles(
            Subject subject, SymbolState state, @Nullable BarColumns forming) {
        buckets.copyBuckets(state.fold);
        drained.clear();
        rows.clear();
        rows.wanted = subject.wanted();
        rollUp.beginEvent();
        rollUp.into(buckets, drained, Long.MIN_VALUE);
        if (forming != null) {
            fold(subject.calendar(), forming);
        }
        rollUp.drainUnfinished(drained);
        for (int i = 0; i < drained.size(); i++) {
            if (drained.openTime[i] == buckets.openTime[drained.timeframe[i]]) {
                rows.copyRow(drained, i);
            }
        }
        return rows.isEmpty() ? null : rows.toPage(subject.symbol(), state.source, false);
    }

    /** Whether a bar that is not closed has been overtaken by what was folded. */
    public static boolean isPast(SymbolState state, BarColumns forming) {
        return forming.openTime(0) < state.foldedUntil;
    }

    private void fold(VenueCalendar calendar, BarColumns forming) {
        Session session = calendar.sessionAt(forming.openTime(0));
        if (session != null) {
            rollUp.fold(session, forming, 0, 1);
        }
    }
}
