package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Exponential moving average, factor 2 / (n + 1). Seed: the mean of the first n values, at bar n.
 * Defined after n; the seed's weight shrinks by (1 - factor) a bar, EMA 26 is usable after 116 and
 * EMA 200 after 891. Trend, in price units. TA-Lib and TradingView seed alike; ta4j starts from the
 * first value.
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code ema(20)} is
 * defined after 20, usable after 90 and stable after 228.
 */
final class Ema extends Formula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "ema",
                    "Exponential moving average",
                    Category.TREND,
                    Units.PRICE,
                    List.of(Bars.smoothed(20), Source.parameter()),
                    "factor 2/(n+1), seeded with the mean of the first n as in TA-Lib; ta4j seeds"
                            + " with the first value",
                    Ema::new);

    private final Source source;
    private final Smoothing average;

    private Ema(Arguments arguments) {
        super(
                Profile.of(arguments, "ema")
                        .reads(Source.of(arguments), 1)
                        .remembers(Smoothing.SIZE)
                        .needs(weight(arguments.integer(Bars.NAME)).lengths()));
        source = Source.of(arguments);
        average = Smoothing.ema(0, arguments.integer(Bars.NAME));
    }

    static SeedWeight weight(int bars) {
        return SeedWeight.none(1).smoothed(bars, Smoothing.emaFactor(bars));
    }

    @Override
    void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width) {
        int seen = Indicator.seen(state, at);
        Line line = source.line(window, 0);
        int first = line.newest() + window.candles() - 1;
        double memory = state[at];
        int to = valuesAt;
        for (int i = 0; i < window.candles(); i++) {
            int number = seen + i + 1;
            memory = average.step(memory, number, line.data()[first - i]);
            if (average.isDefined(number)) {
                values[to] = memory;
            }
            to += width;
        }
        state[at] = memory;
    }
}
