package dev.candlemill.csv;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.CandleRows;
import java.time.Instant;
import java.util.List;

/** Candles and pages for tests. */
final class Candles {

    static final long T0 = Instant.parse("2025-07-02T13:30:00Z").toEpochMilli();
    private static final long DAY = 86_400_000L;

    private Candles() {}

    static Candle candle(String symbol, Timeframe timeframe, long openTime, int revision) {
        return candle(symbol, timeframe, openTime, revision, 167.65);
    }

    static Candle candle(
            String symbol, Timeframe timeframe, long openTime, int revision, double close) {
        return new Candle(
                symbol,
                timeframe,
                openTime,
                openTime + 300_000,
                (int) Math.floorDiv(openTime, DAY),
                close,
                close + 1,
                close - 0.1,
                close,
                20000,
                1,
                1,
                1,
                revision);
    }

    static CandlePage page(Candle... candles) {
        return page(List.of(candles));
    }

    static CandlePage page(List<Candle> candles) {
        CandleRows rows = new CandleRows();
        candles.forEach(rows::add);
        return rows.toPage(candles.get(0).symbol(), "file", true);
    }
}
