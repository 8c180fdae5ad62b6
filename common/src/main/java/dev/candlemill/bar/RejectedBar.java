package dev.candlemill.bar;

/**
 * One record of the rejected output.
 *
 * @param openTime epoch milliseconds, or {@link Long#MIN_VALUE} where no time could be read
 * @param place where the input stands, or the page's source when the reader did not say
 * @param text the input as found
 */
public record RejectedBar(
        String symbol,
        long openTime,
        RejectReason reason,
        String place,
        String text,
        String source) {}
