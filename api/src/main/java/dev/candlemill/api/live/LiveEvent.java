package dev.candlemill.api.live;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that happened in one series.
 *
 * @param setup of a signal; empty otherwise
 * @param openTime of the candle, epoch milliseconds
 * @param body the candle, the values or the signal
 * @param fields of the message behind type, channel, stream and seq, as JSON without its braces
 */
record LiveEvent(
        Kind kind,
        String symbol,
        String timeframe,
        String setup,
        long openTime,
        ObjectNode body,
        String fields) {

    /** What it is; the name of its message. */
    enum Kind {
        FORMING("market-data-update"),
        CANDLE("market-data-update"),
        INDICATORS("indicator-update"),
        SIGNAL("strategy-signal");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    /** Whether it counts: a forming candle is replaced by the next one and does not. */
    boolean counts() {
        return kind != Kind.FORMING;
    }

    String series() {
        return symbol + "|" + timeframe;
    }

    /** The message of a channel. */
    String message(String channel, String stream, long seq) {
        return "{\"type\":\""
                + kind.type()
                + "\",\"channel\":\""
                + channel
                + "\",\"stream\":\""
                + stream
                + "\",\"seq\":"
                + seq
                + ","
                + fields
                + "}";
    }
}
