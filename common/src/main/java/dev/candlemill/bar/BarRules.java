package dev.candlemill.bar;

import org.jspecify.annotations.Nullable;

/** The checks of a bar's own values; when it may open is the calendar's matter. */
public final class BarRules {

    private BarRules() {}

    /** Why the values cannot be a bar, or null when they can. */
    public static @Nullable RejectReason check(
            double open,
            double high,
            double low,
            double close,
            double volume,
            boolean allowsNegativePrices) {
        if (!isFinite(open, high, low, close, volume)) {
            return RejectReason.NOT_FINITE;
        }
        if (high < low) {
            return RejectReason.HIGH_BELOW_LOW;
        }
        if (open > high || open < low || close > high || close < low) {
            return RejectReason.OUTSIDE_RANGE;
        }
        if (volume < 0) {
            return RejectReason.NEGATIVE_VOLUME;
        }
        if (low <= 0 && !allowsNegativePrices) {
            return RejectReason.NEGATIVE_PRICE;
        }
        return null;
    }

    private static boolean isFinite(double a, double b, double c, double d, double e) {
        return Double.isFinite(a)
                && Double.isFinite(b)
                && Double.isFinite(c)
                && Double.isFinite(d)
                && Double.isFinite(e);
    }
}
