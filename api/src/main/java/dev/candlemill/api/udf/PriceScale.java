package dev.candlemill.api.udf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** How fine prices are shown: 100 for hundredths, 100000 for the pips of currencies. */
final class PriceScale {

    private static final int FEWEST_DECIMALS = 2;
    private static final int MOST_DECIMALS = 8;
    private static final int CURRENCY_DECIMALS = 5;

    private PriceScale() {}

    /**
     * By the finest of some recent closes; what a double has behind the eighth decimal is noise.
     *
     * @param kind decides where there are no closes
     */
    static int of(List<Double> closes, String kind) {
        int decimals =
                closes.stream()
                        .mapToInt(PriceScale::decimals)
                        .reduce(Math::max)
                        .orElse(usualDecimals(kind));
        return (int) Math.pow(10, Math.max(FEWEST_DECIMALS, decimals));
    }

    private static int usualDecimals(String kind) {
        return switch (kind) {
            case "crypto" -> MOST_DECIMALS;
            case "fx" -> CURRENCY_DECIMALS;
            default -> FEWEST_DECIMALS;
        };
    }

    private static int decimals(double close) {
        return BigDecimal.valueOf(close)
                .setScale(MOST_DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .scale();
    }
}
