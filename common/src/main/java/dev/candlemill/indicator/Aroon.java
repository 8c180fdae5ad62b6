package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;
import java.util.Locale;

/**
 * Aroon (Chande 1995): 100 (n - candles since the highest high) / n over a window of n + 1 candles,
 * the same for the lowest low, and their difference. Of equal extremes the latest counts, as in
 * TA-Lib; {@code ties=earliest} is some others'. Trend, in %.
 *
 * <p>Candles: {@code aroon(25)} is defined after 26, usable after 26 and stable after 26.
 */
final class Aroon extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "aroon",
                    "Aroon",
                    Category.TREND,
                    Units.PERCENT,
                    List.of(
                            Bars.window(25),
                            Parameter.choice(
                                    "ties",
                                    List.of("latest", "earliest"),
                                    "which of equal extremes counts")),
                    "Chande 1995, window of n+1, the latest of equal extremes as in TA-Lib",
                    Aroon::new);

    private final int bars;
    private final Extreme highest;
    private final Extreme lowest;

    private Aroon(Arguments arguments) {
        super(
                Profile.of(arguments, "aroon_up", "aroon_down", "aroon_oscillator")
                        .reads(Field.HIGH, arguments.integer(Bars.NAME) + 1)
                        .reads(Field.LOW, arguments.integer(Bars.NAME) + 1)
                        .remembers(2 * Extreme.SIZE)
                        .needs(Lengths.window(arguments.integer(Bars.NAME) + 1)));
        bars = arguments.integer(Bars.NAME);
        Extreme.Ties ties = Extreme.Ties.valueOf(arguments.choice("ties").toUpperCase(Locale.ROOT));
        highest = Extreme.highest(0, Source.HIGH, bars + 1, ties);
        lowest = Extreme.lowest(1, Source.LOW, bars + 1, ties);
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        int sinceHigh = highest.nextAge(window, state, at);
        int sinceLow = lowest.nextAge(window, state, at);
        if (Indicator.seen(state, at) > bars) {
            values[valuesAt] = 100.0 * (bars - sinceHigh) / bars;
            values[valuesAt + 1] = 100.0 * (bars - sinceLow) / bars;
            values[valuesAt + 2] = 100.0 * (sinceLow - sinceHigh) / bars;
        }
    }
}
