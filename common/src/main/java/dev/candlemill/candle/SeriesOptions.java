package dev.candlemill.candle;

import dev.candlemill.strategy.WarmUp;
import java.io.Serializable;
import java.util.List;

/**
 * What is computed over the candles.
 *
 * @param indicators whether indicators and strategies are computed at all
 * @param further indicators of every symbol beyond the catalogue, {@code sma(10)}
 * @param warmUp what an indicator must be before a strategy may speak
 */
public record SeriesOptions(boolean indicators, List<String> further, WarmUp warmUp)
        implements Serializable {

    public static final SeriesOptions NONE = new SeriesOptions(false, List.of(), WarmUp.USABLE);
    public static final SeriesOptions CATALOGUE = new SeriesOptions(true, List.of(), WarmUp.USABLE);

    public SeriesOptions {
        further = List.copyOf(further);
    }
}
