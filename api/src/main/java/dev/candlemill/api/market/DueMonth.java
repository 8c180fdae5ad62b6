package dev.candlemill.api.market;

import dev.candlemill.calendar.BucketGrid;
import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.Period;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What should be stored of a month's session dates.
 *
 * @param buckets that have closed
 * @param bars 5-minute slots of those buckets
 */
public record DueMonth(long buckets, long bars) {

    private static final int DAYS_OF_WEEK = 7;

    /**
     * Of the buckets that open at {@code from} or later and have closed by {@code settled}, both in
     * epoch milliseconds; empty where the venue's data does not reach.
     *
     * @param month its first day
     */
    public static Optional<DueMonth> of(
            VenueCalendar calendar, Timeframe timeframe, LocalDate month, long from, long settled) {
        try {
            Count count = new Count(timeframe, month, from, settled);
            // a week belongs to its Monday, which may be a holiday at the end of the month
            int last = count.end + (timeframe == Timeframe.W1 ? DAYS_OF_WEEK : 0);
            Session session = calendar.next(count.first - 1);
            while (session.date() < last && session.openTime() < settled) {
                count.add(session);
                session = calendar.next(session.date());
            }
            return Optional.of(new DueMonth(count.buckets, count.bars));
        } catch (CalendarNotCoveredException e) {
            return Optional.empty();
        }
    }

    private static final class Count {

        private final Timeframe timeframe;
        private final int first;
        private final int end;
        private final long from;
        private final long settled;
        private int lastPeriod = Integer.MIN_VALUE;
        private long buckets;
        private long bars;

        Count(Timeframe timeframe, LocalDate month, long from, long settled) {
            this.timeframe = timeframe;
            this.first = (int) month.toEpochDay();
            this.end = (int) month.plusMonths(1).toEpochDay();
            this.from = from;
            this.settled = settled;
        }

        void add(Session session) {
            if (timeframe.compareTo(Timeframe.D1) <= 0) {
                addBuckets(session);
            } else {
                Period period = timeframe == Timeframe.W1 ? session.week() : session.month();
                if (period.date() != lastPeriod && period.date() >= first && period.date() < end) {
                    add(period.openTime(), period.closeTime(), period.expectedBars());
                }
                lastPeriod = period.date();
            }
        }

        private void addBuckets(Session session) {
            BucketGrid grid = session.grid();
            int ordinal = timeframe.ordinal();
            for (int bucket = 0; bucket < grid.bucketCount(ordinal); bucket++) {
                add(
                        session.slotOpen(grid.firstSlot(ordinal, bucket)),
                        session.slotOpen(grid.endSlot(ordinal, bucket)),
                        grid.expectedBars(ordinal, bucket));
            }
        }

        private void add(long openTime, long closeTime, int expectedBars) {
            if (openTime >= from && closeTime <= settled) {
                buckets++;
                bars += expectedBars;
            }
        }
    }
}
