package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import java.util.List;

/**
 * Volume-weighted average price of the session so far: the typical prices of this timeframe's
 * candles, weighted by volume, from the session date's first candle. No volume: undefined; also
 * when the indicator was added in the middle of a session, until the next. Exists from the first
 * candle; stable after 288, the most that one session date has (24 hours of 5m), as then its first
 * was seen. Volume, in price units. ta4j's has a fixed number of candles instead of a session.
 *
 * <p>Candles: {@code vwap} is defined after 1, usable after 1 and stable after 288.
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
    void update(
            CandleWindow window, double[] state, int at, double[] values, int valuesAt, int width) {
        boolean isNew = Indicator.seen(state, at) == 0;
        Line typical = Source.TYPICAL.line(window, 0);
        double[] data = window.data();
        int last = window.candles() - 1;
        int volumes = window.newest(Field.VOLUME) + last;
        double date = state[at + DATE];
        double amount = state[at + AMOUNT];
        double volume = state[at + VOLUME];
        for (int i = 0; i <= last; i++) {
            boolean first = isNew && i == 0;
            if (first || date != window.sessionDate(i)) {
                boolean fromTheMiddle = first && window.countBefore() > 0;
                date = window.sessionDate(i);
                amount = 0;
                volume = fromTheMiddle ? Double.NaN : 0;
            }
            amount += typical.data()[typical.newest() + last - i] * data[volumes - i];
            volume += data[volumes - i];
            if (volume > 0) {
                values[valuesAt + i * width] = amount / volume;
            }
        }
        state[at + DATE] = date;
        state[at + AMOUNT] = amount;
        state[at + VOLUME] = volume;
    }
}
