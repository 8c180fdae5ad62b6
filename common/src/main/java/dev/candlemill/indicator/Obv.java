package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/**
 * On-balance volume (Granville 1963): the volume of rising candles less that of falling ones, all
 * the way from the first candle, where it is 0. Defined and usable after 1, never stable: only its
 * changes may be compared. Volume, in units of volume. {@code start=volume}: TA-Lib's, which begins
 * with the first candle's volume.
 *
 * <p>Candles: {@code obv} is defined after 1, usable after 1 and never stable.
 */
final class Obv extends Formula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "obv",
                    "On-balance volume",
                    Category.VOLUME,
                    Units.VOLUME,
                    List.of(
                            Parameter.choice(
                                    "start",
                                    List.of("zero", "volume"),
                                    "value of the first candle")),
                    "Granville 1963, from 0; TA-Lib begins with the first volume",
                    Obv::new);

    private final boolean fromVolume;

    private Obv(Arguments arguments) {
        super(
                Profile.of(arguments, "obv")
                        .reads(Field.CLOSE, 2)
                        .reads(Field.VOLUME, 1)
                        .remembers(1)
                        .needs(Lengths.window(1).neverStable()));
        fromVolume = arguments.choice("start").equals("volume");
    }

    @Override
    void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width) {
        double[] data = window.data();
        int close = window.newest(Field.CLOSE) + window.candles() - 1;
        int volume = window.newest(Field.VOLUME) + window.candles() - 1;
        double sum = state[at];
        int i = 0;
        if (Indicator.seen(state, at) == 0) {
            sum = fromVolume ? data[volume] : 0;
            values[valuesAt] = sum;
            i = 1;
        }
        for (; i < window.candles(); i++) {
            double change = data[close - i] - data[close - i + 1];
            // No jumps: nobody can guess whether the price rose.
            int sign = (change > 0 ? 1 : 0) - (change < 0 ? 1 : 0);
            sum += sign * data[volume - i];
            values[valuesAt + i * width] = sum;
        }
        state[at] = sum;
    }
}
