package dev.candlemill.api.candle;

import java.time.Instant;

/** What a route calls the ends of the range that it takes, as its {@code next} names them. */
enum Ends {
    FROM_BEFORE("from", "before"),
    START_END("start", "end");

    private final String first;
    private final String last;

    Ends(String first, String last) {
        this.first = first;
        this.last = last;
    }

    /** Of the page that follows: further on, or further back where the newest were kept. */
    String next(CandleRequest request) {
        return request.isNewestFirst() ? last : first;
    }

    /** Times are whole seconds, so that nothing lies between a candle and a millisecond later. */
    static Instant nextTime(CandleRequest request, Slice slice) {
        return Instant.ofEpochMilli(
                request.isNewestFirst() ? slice.firstOpen() : slice.lastOpen() + 1000);
    }
}
