package dev.candlemill.cli;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.evaluation.PriceSeries;
import dev.candlemill.indicator.CandleSeries;
import dev.candlemill.postgres.CandleHistory;
import java.io.IOException;
import java.time.Instant;

/**
 * Which candles an evaluation is over.
 *
 * @param from open time of the first candle that counts, epoch milliseconds
 * @param to before which candles open, epoch milliseconds
 */
record EvaluationRange(String symbol, Timeframe timeframe, long from, long to) {

    static final long END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z").toEpochMilli();

    EvaluationRange {
        if (from >= to) {
            throw new UsageException("--from is not before --to: expected a range of time");
        }
    }

    /** All that is stored before the end, so that indicators warm up on what came before. */
    CandleSeries read(CandleHistory history) throws IOException {
        CandleSeries candles = history.series(symbol, timeframe, to);
        if (candles.size() == 0) {
            throw Stored.nothing(history, symbol, timeframe);
        }
        if (first(candles) == candles.size()) {
            throw new UsageException(
                    "no candles of "
                            + symbol
                            + " on "
                            + timeframe.wire()
                            + " from "
                            + Instant.ofEpochMilli(from)
                            + " on: the last one opens at "
                            + Instant.ofEpochMilli(candles.openTime(candles.size() - 1)));
        }
        requirePositive(candles);
        return candles;
    }

    /** Of a price that is not above 0 there is no return. */
    private void requirePositive(CandleSeries candles) {
        for (int i = first(candles); i < candles.size(); i++) {
            if (candles.open(i) <= 0 || candles.close(i) <= 0) {
                throw new UsageException(
                        "the candle of "
                                + symbol
                                + " at "
                                + Instant.ofEpochMilli(candles.openTime(i))
                                + " has a price of 0 or less: expected --from and --to around"
                                + " such candles, since no return can be told of them");
            }
        }
    }

    int first(CandleSeries candles) {
        return candles.firstFrom(from);
    }

    PriceSeries prices(CandleSeries candles) {
        return new PriceSeries(candles, first(candles), candles.size());
    }
}
