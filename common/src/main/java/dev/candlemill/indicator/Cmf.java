package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Chaikin money flow: the volume of a window, each weighted from -1 to 1 by where in its range the
 * candle closed, by the whole volume. No range weighs 0, no volume at all gives 0. A window of n.
 * Volume, a ratio from -1 to 1. TradingView agrees but for no volume (undefined).
 *
 * <p>Candles: {@code cmf(20)} is defined after 20, usable after 20 and stable after 20.
 */
final class Cmf extends CandleFormula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "cmf",
                    "Chaikin money flow",
                    Category.VOLUME,
                    Units.RATIO,
                    List.of(Bars.window(20)),
                    "Chaikin; no range weighs 0, no volume gives 0",
                    Cmf::new);

    private final int bars;

    private Cmf(Arguments arguments) {
        super(
                Profile.of(arguments, "cmf")
                        .reads(Source.TYPICAL, arguments.integer(Bars.NAME))
                        .reads(Field.VOLUME, arguments.integer(Bars.NAME))
                        .needs(Lengths.window(arguments.integer(Bars.NAME))));
        bars = arguments.integer(Bars.NAME);
    }

    @Override
    void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        if (Indicator.seen(state, at) < bars) {
            return;
        }
        double flow = 0;
        double volume = 0;
        for (int back = 0; back < bars; back++) {
            double high = window.high(back);
            double low = window.low(back);
            double close = window.close(back);
            double weight = high == low ? 0 : ((close - low) - (high - close)) / (high - low);
            flow += weight * window.volume(back);
            volume += window.volume(back);
        }
        values[valuesAt] = volume == 0 ? 0 : flow / volume;
    }
}
