package dev.candlemill.api.candle;

import dev.candlemill.api.market.Buckets;
import dev.candlemill.api.market.Market;
import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.VenueCalendar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the calendar has in a range, and what is stored of it.
 *
 * @param calendar the venue; null where there is no calendar: then nothing is called missing
 */
record Coverage(
        Instant from,
        Instant to,
        @Nullable String calendar,
        int stored,
        int incomplete,
        int missing,
        List<Range> ranges) {

    /** More are not looked through; the range then ends earlier. */
    private static final int MOST_BUCKETS = 200_000;

    /** How much is told. */
    enum Detail {
        NONE,
        GAPS,
        FULL
    }

    /** Stretches of one kind. */
    enum State {
        STORED,
        CLOSED,
        MISSING
    }

    /**
     * Buckets of one kind that follow each other.
     *
     * @param candles 0 when closed
     */
    record Range(State state, Instant from, Instant to, int candles) {}

    /** Null where there is neither a candle nor a range. */
    static @Nullable Coverage of(CandleRequest request, Slice slice, Market market, Detail detail) {
        if (detail == Detail.NONE || (slice.isEmpty() && request.from().isEmpty())) {
            return null;
        }
        long settled = market.settled();
        long from = from(request, slice);
        long to = to(request, slice, settled);
        if (from >= to) {
            return null;
        }
        Optional<VenueCalendar> calendar = market.calendar(request.symbol());
        if (calendar.isPresent()) {
            try {
                Buckets buckets = new Buckets(calendar.get(), request.timeframe());
                Count count = new Count(slice, settled, detail == Detail.FULL);
                if (count.isFull) {
                    count.end = buckets.closeOfRunning(from);
                }
                buckets.between(from, to, count);
                long end = count.stoppedAt == Long.MIN_VALUE ? to : count.stoppedAt;
                return count.finish(from, end, calendar.get().venue());
            } catch (CalendarNotCoveredException e) {
                // then there is no calendar for it
            }
        }
        return new Coverage(
                Instant.ofEpochMilli(from),
                Instant.ofEpochMilli(to),
                null,
                slice.size(),
                slice.incomplete(),
                0,
                List.of());
    }

    /** A page of the newest begins with its first candle, unless it reaches the asked-for start. */
    private static long from(CandleRequest request, Slice slice) {
        boolean isCut = request.isNewestFirst() && slice.hasMore();
        return isCut || request.from().isEmpty()
                ? slice.firstOpen()
                : request.from().get().toEpochMilli();
    }

    private static long to(CandleRequest request, Slice slice, long settled) {
        long wanted = request.to().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        if (!request.isNewestFirst() && slice.hasMore()) {
            return slice.lastOpen() + 1;
        }
        long last = slice.isEmpty() ? Long.MIN_VALUE : slice.lastClose();
        return Math.min(wanted, Math.max(settled, last));
    }

    /** Walks through the buckets and joins those of one kind. */
    private static final class Count implements Buckets.Visitor {

        private final Slice slice;
        private final long settled;
        private final boolean isFull;
        private final List<Range> ranges = new ArrayList<>();
        private long stoppedAt = Long.MIN_VALUE;
        private int at;
        private int seen;
        private int missing;
        private @Nullable State state;
        private long start;
        private long end;
        private int candles;

        Count(Slice slice, long settled, boolean isFull) {
            this.slice = slice;
            this.settled = settled;
            this.isFull = isFull;
        }

        @Override
        public boolean bucket(long openTime, long closeTime) {
            if (seen++ == MOST_BUCKETS) {
                stoppedAt = openTime;
                return false;
            }
            boolean isStored = isStored(openTime);
            closedUntil(openTime);
            if (!isStored && closeTime > settled) { // not due yet
                flush();
                end = closeTime;
                return true;
            }
            missing += isStored ? 0 : 1;
            take(isStored ? State.STORED : State.MISSING, openTime, closeTime);
            return true;
        }

        /** Buckets come in order, as the slice's candles do. */
        private boolean isStored(long openTime) {
            while (at < slice.size() && slice.openTime[at] < openTime) {
                at++;
            }
            return at < slice.size() && slice.openTime[at] == openTime;
        }

        private void take(State next, long openTime, long closeTime) {
            if (next != state) {
                flush();
                state = next;
                start = openTime;
            }
            candles++;
            end = closeTime;
        }

        private void closedUntil(long time) {
            if (isFull && time > end) {
                flush();
                ranges.add(range(State.CLOSED, end, time, 0));
                end = time;
            }
        }

        private void flush() {
            if (state != null && (isFull || state == State.MISSING)) {
                ranges.add(range(state, start, end, candles));
            }
            state = null;
            candles = 0;
        }

        private static Range range(State state, long from, long to, int candles) {
            return new Range(state, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), candles);
        }

        Coverage finish(long from, long to, String venue) {
            closedUntil(to);
            flush();
            return new Coverage(
                    Instant.ofEpochMilli(from),
                    Instant.ofEpochMilli(to),
                    venue,
                    slice.size(),
                    slice.incomplete(),
                    missing,
                    ranges);
        }
    }
}
