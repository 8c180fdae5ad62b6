package dev.candlemill.calendar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments of one trading day, regular and, where the venue has them, extended. */
record TradingHours(List<Segment> regular, @Nullable List<Segment> extended) {

    List<Segment> segments(Hours hours) {
        return hours == Hours.EXTENDED && extended != null ? extended : regular;
    }
}
