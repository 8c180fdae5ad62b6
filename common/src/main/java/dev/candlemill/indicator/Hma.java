package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Hull moving average (Hull 2005): WMA over sqrt(n) of 2 WMA(n / 2) - WMA(n), both rounded down. A
 * window of n + sqrt(n) - 1. Trend, in price units. TradingView agrees.
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code hma(20)} is
 * defined after 23, usable after 23 and stable after 23.
 */
final class Hma extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "hma",
                    "Hull moving average",
                    Category.TREND,
                    Units.PRICE,
                    List.of(
                            Bars.window(Bars.NAME, 2, 20, "candles of the long average"),
                            Source.parameter()),
                    "Hull 2005, n/2 and sqrt(n) rounded down",
                    Hma::new);

    private final Source source;
    private final double[] half;
    private final double[] whole;
    private final int rootBars;
    private final Ring doubled;

    private Hma(Arguments arguments) {
        super(
                Profile.of(arguments, "hma")
                        .reads(Source.of(arguments), arguments.integer(Bars.NAME))
                        .remembers(Ring.size(root(arguments)))
                        .needs(Lengths.window(arguments.integer(Bars.NAME) + root(arguments) - 1)));
        int bars = arguments.integer(Bars.NAME);
        source = Source.of(arguments);
        half = WeightedMean.linear(bars / 2);
        whole = WeightedMean.linear(bars);
        rootBars = root(arguments);
        doubled = new Ring(0, rootBars);
    }

    private static int root(Arguments arguments) {
        return (int) Math.sqrt(arguments.integer(Bars.NAME));
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        int seen = Indicator.seen(state, at);
        if (seen < whole.length) {
            return;
        }
        double shorter = WeightedMean.mean(window, source, half);
        double longer = WeightedMean.mean(window, source, whole);
        doubled.push(state, at, 2 * shorter - longer);
        if (seen >= whole.length + rootBars - 1) {
            values[valuesAt] = doubled.weightedMean(state, at);
        }
    }
}
