package dev.candlemill.strategy;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import dev.candlemill.spec.SpecException;
import dev.candlemill.strategy.CrossStrategy.Line;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** What the crossovers of moving averages have in common. */
final class AverageCross {

    static final String EVENTS =
            "BUY on the candle on which the fast average is above the slow one, and was below on the last candle on which"
                    + " they differed; SELL the other way round.";
    static final String CONFIDENCE =
            "`d / (d + 0.001 * |close|)` with `d = |fast - slow|`: one half where the averages are 0.1 % of the"
                    + " price apart";

    private static final double HALF = 0.001;

    private AverageCross() {}

    static List<Parameter> parameters(int fast, int slow) {
        return List.of(
                Parameter.integer("fast", "candles", 1, 999, fast, "length of the fast average"),
                Parameter.integer(
                        "slow",
                        "candles",
                        2,
                        1000,
                        slow,
                        "length of the slow average, above fast"));
    }

    static SignalStrategy create(String average, Arguments arguments) {
        requireBelow(arguments, "fast", "slow");
        return new CrossStrategy(
                new Line(average + "(" + arguments.integer("fast") + ")", 0),
                new Line(average + "(" + arguments.integer("slow") + ")", 0),
                HALF);
    }

    static void requireBelow(Arguments arguments, String small, String large) {
        double left = arguments.decimal(small);
        double right = arguments.decimal(large);
        if (left >= right) {
            throw new SpecException(
                    String.format(
                            Locale.ROOT,
                            "%s: expected %s below %s, found %s and %s",
                            arguments,
                            small,
                            large,
                            written(left),
                            written(right)));
        }
    }

    private static String written(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
