package dev.candlemill.indicator;

import dev.candlemill.spec.Spec;
import java.util.List;

/**
 * An indicator with its parameters: a fold whose memory is a part of an array of doubles that
 * belongs to the series, and a look back at the series' last candles. All zeros is the memory
 * before the first candle. Holds nothing of any series itself, so that one object serves all.
 */
public interface Indicator {

    /** Canonical form, {@code macd(12,26,9)}. */
    Spec spec();

    /** The names of its values, {@code macd}, {@code macd_signal}, {@code macd_histogram}. */
    List<String> valueNames();

    /** How many last candles of a field it reads, the current one included; 0 for none. */
    int lookback(Field field);

    /** How many doubles it remembers. */
    int stateSize();

    /** Grows when its formula, or the meaning of its memory, changes. */
    default int version() {
        return 1;
    }

    /** How many candles this indicator has seen, the current one included. */
    static int seen(double[] state, int at) {
        return (int) state[at - 1];
    }

    /** Candles until every value exists. */
    int definedAfter();

    /** Candles until the seed weighs less than 1e-3 in every value; as defined for windows. */
    int usableAfter();

    /**
     * Candles until every value is within 1e-9 of the one from infinite history, relative to the
     * price, or to 100 for percentages; {@link Integer#MAX_VALUE} where no number of candles
     * promises that.
     */
    int stableAfter();
}
