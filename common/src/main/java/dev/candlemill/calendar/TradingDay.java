package dev.candlemill.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open day with its instants and buckets, before the week and month it belongs to are known.
 */
record TradingDay(int date, long openTime, long closeTime, BucketGrid grid) {

    private static final long MINUTE_MILLIS = 60_000L;

    /** The trading day of that date, or null when the venue is closed on it. */
    static @Nullable TradingDay of(VenueRules rules, int date, Alignment alignment, Hours hours) {
        List<Segment> local = rules.segmentsOn(date, hours);
        if (local.isEmpty()) {
            return null;
        }
        ZoneId zone = rules.zone();
        long open = local.get(0).openTime(date, zone);
        long close = local.get(local.size() - 1).closeTime(date, zone);
        List<Segment> sinceOpen = new ArrayList<>();
        for (Segment segment : local) {
            int from = minutesBetween(open, segment.openTime(date, zone));
            sinceOpen.add(new Segment(from, minutesBetween(open, segment.closeTime(date, zone))));
        }
        return new TradingDay(
                date, open, close, shape(sinceOpen, open, close, zone, alignment).grid());
    }

    private static SessionShape shape(
            List<Segment> segments, long open, long close, ZoneId zone, Alignment alignment) {
        List<Segment> kept = List.copyOf(segments);
        return switch (alignment) {
            case SESSION -> new SessionShape(kept, true, 0, -1, 0);
            case UTC -> new SessionShape(kept, false, minuteOfDay(open, ZoneOffset.UTC), -1, 0);
            case CLOCK -> clockShape(kept, open, close, zone);
        };
    }

    private static SessionShape clockShape(
            List<Segment> segments, long open, long close, ZoneId zone) {
        int phase = minuteOfDay(open, zone);
        ZoneOffsetTransition change =
                zone.getRules().nextTransition(Instant.ofEpochMilli(open).minusMillis(1));
        if (change == null || change.toEpochSecond() * 1000 >= close) {
            return new SessionShape(segments, false, phase, -1, 0);
        }
        int changeMinute = minutesBetween(open, change.toEpochSecond() * 1000);
        if (changeMinute <= 0) {
            // The phase was read after the change already.
            return new SessionShape(segments, false, phase, -1, 0);
        }
        int shift = (int) change.getDuration().toMinutes();
        return new SessionShape(segments, false, phase, changeMinute, shift);
    }

    private static int minuteOfDay(long time, ZoneId zone) {
        return Instant.ofEpochMilli(time).atZone(zone).toLocalTime().toSecondOfDay() / 60;
    }

    private static int minutesBetween(long from, long to) {
        return Math.toIntExact((to - from) / MINUTE_MILLIS);
    }

    int expectedBars() {
        return grid.expectedBars(Timeframe.D1.ordinal(), 0);
    }
}
