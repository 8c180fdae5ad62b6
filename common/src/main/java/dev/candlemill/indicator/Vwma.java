package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Volume-weighted moving average: closes of a window weighted by volume. No volume: undefined. A
 * window of n. Volume, in price units. TradingView agrees.
 *
 * <p>Variants: {@code source}, the number of a candle that it is of. Candles: {@code vwma(20)} is
 * defined after 20, usable after 20 and stable after 20.
 */
final class Vwma extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "vwma",
                    "Volume-weighted moving average",
                    Category.VOLUME,
                    Units.PRICE,
                    List.of(Bars.window(20), Source.parameter()),
                    "sum of price times volume by sum of volume; no volume: undefined",
                    Vwma::new);

    private final Source source;
    private final int bars;

    private Vwma(Arguments arguments) {
        super(
                Profile.of(arguments, "vwma")
                        .reads(Source.of(arguments), arguments.integer(Bars.NAME))
                        .reads(Field.VOLUME, arguments.integer(Bars.NAME))
                        .needs(Lengths.window(arguments.integer(Bars.NAME))));
        source = Source.of(arguments);
        bars = arguments.integer(Bars.NAME);
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        if (Indicator.seen(state, at) < bars) {
            return;
        }
        double amount = 0;
        double volume = 0;
        for (int back = 0; back < bars; back++) {
            amount += source.get(window, back) * window.volume(back);
            volume += window.volume(back);
        }
        if (volume > 0) {
            values[valuesAt] = amount / volume;
        }
    }
}
