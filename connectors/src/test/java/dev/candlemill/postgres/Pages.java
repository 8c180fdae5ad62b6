package dev.candlemill.postgres;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.CandleRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Candle pages whose prices follow from the row's number. */
final class Pages {

    static final long START = Instant.parse("2025-01-06T14:30:00Z").toEpochMilli();

    private Pages() {}

    /** Fresh 5m candles, one after the other from {@link #START} on. */
    static CandlePage fresh(String symbol, int from, int to) {
        return page(symbol, Timeframe.M5, from, to, 1, true);
    }

    static CandlePage revised(String symbol, int from, int to, int revision) {
        return page(symbol, Timeframe.M5, from, to, revision, false);
    }

    static CandlePage page(
            String symbol, Timeframe timeframe, int from, int to, int revision, boolean fresh) {
        CandleRows rows = new CandleRows();
        for (int i = from; i < to; i++) {
            rows.add(candle(symbol, timeframe, i, revision));
        }
        return rows.toPage(symbol, "file", fresh);
    }

    static CandlePage of(Candle candle, boolean fresh) {
        CandleRows rows = new CandleRows();
        rows.add(candle);
        return rows.toPage(candle.symbol(), "file", fresh);
    }

    static Candle candle(String symbol, Timeframe timeframe, int i, int revision) {
        long length = (timeframe.isIntraday() ? timeframe.minutes() : 1440) * 60_000L;
        long openTime = START + i * length;
        double open = 100 + i + revision / 8.0;
        return new Candle(
                symbol,
                timeframe,
                openTime,
                openTime + length,
                (int)
                        LocalDate.ofInstant(Instant.ofEpochMilli(openTime), ZoneOffset.UTC)
                                .toEpochDay(),
                open,
                open + 2,
                open - 1,
                open + 1,
                1000 + i,
                1,
                i % 2 == 0 ? 1 : 2,
                1,
                revision);
    }

    /** A candle that stands for missing bars. */
    static Candle filled(String symbol, int i) {
        Candle real = candle(symbol, Timeframe.M5, i, 1);
        double close = real.close();
        return new Candle(
                symbol,
                real.timeframe(),
                real.openTime(),
                real.closeTime(),
                real.sessionDate(),
                close,
                close,
                close,
                close,
                0,
                0,
                real.expectedBarCount(),
                0,
                1);
    }

    /** A candle whose high is not a number: Postgres refuses it. */
    static Candle poison(String symbol, int i) {
        Candle good = candle(symbol, Timeframe.M5, i, 1);
        return new Candle(
                symbol,
                good.timeframe(),
                good.openTime(),
                good.closeTime(),
                good.sessionDate(),
                good.open(),
                Double.NaN,
                good.low(),
                good.close(),
                good.volume(),
                good.barCount(),
                good.expectedBarCount(),
                good.inputCount(),
                good.revision());
    }

    /**
     * The page with input bars for one row; made through its byte form, which has them at the end.
     */
    static CandlePage withInputBars(CandlePage page, int row, BarColumns bars) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        page.write(out);
        byte[] withoutCount = java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() - 4);
        bytes.reset();
        bytes.writeBytes(withoutCount);
        out.writeInt(1);
        out.writeInt(row);
        bars.write(out);
        return CandlePage.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
