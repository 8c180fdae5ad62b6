package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Volume-weighted average price of the session so far: the typical prices of this timeframe's
 * candles, weighted by volume, from the session date's first candle. No volume: undefined; also
 * when the indicator was added in the middle of a session, until the next. Exists from the first
 * candle; stable after 288, the most that one session date has (24 hours of 5m), as then its first
 * was seen. Volume, in price units. ta4j's has a fixed number of candles instead of a session.
 */
final class Vwap extends Formula {

    static final IndicatorDefinition DEFINITION =
            new IndicatorDefinition(
                    "vwap",
                    "Volume-weighted average price",
                    Category.VOLUME,
                    Units.PRICE,
                    List.of(),
                    "typical prices of this timeframe's candles, per session date; no volume:"
                            + " undefined",
                    Vwap::new);

    private static final int MOST_PER_SESSION = 288;

    private static final int DATE = 0;
    private static final int AMOUNT = 1;
    private static final int VOLUME = 2;

    private Vwap(Arguments arguments) {
        super(
                Profile.of(arguments, "vwap")
                        .reads(Source.TYPICAL, 1)
                        .reads(Field.VOLUME, 1)
                        .remembers(3)
                        .needs(new Lengths(1, 1, MOST_PER_SESSION)));
    }

    @Override
    public void update(CandleWindow window, double[] state, int at, double[] values, int valuesAt) {
        boolean first = Indicator.seen(state, at) == 1;
        int date = window.sessionDate(state);
        if (first || date != state[at + DATE]) {
            boolean fromTheMiddle = first && window.count(state) > 1;
            state[at + DATE] = date;
            state[at + AMOUNT] = 0;
            state[at + VOLUME] = fromTheMiddle ? Double.NaN : 0;
        }
        double volume = window.volume(state, 0);
        state[at + AMOUNT] += Source.TYPICAL.get(window, state, 0) * volume;
        state[at + VOLUME] += volume;
        if (state[at + VOLUME] > 0) {
            values[valuesAt] = state[at + AMOUNT] / state[at + VOLUME];
        }
    }
}
