package dev.candlemill.postgres;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.StoredCandles;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.source.BaselineRequest;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Candles as they come, by the timeframe's text; a baseline wants them by its ordinal. */
final class FoundCandles {

    final BaselineRequest request;
    final BarColumns bars = new BarColumns(0);
    private final @Nullable StoredCandles[] byTimeframe = new StoredCandles[Timeframe.count()];
    private int size;

    FoundCandles(BaselineRequest request) {
        this.request = request;
    }

    void add(ResultSet row) throws SQLException, IOException {
        Timeframe timeframe = Timeframe.parse(row.getString(1));
        long openTime = PostgresBaselineReader.millis(row.getDouble(2));
        boolean own = row.getBoolean(5);
        of(timeframe)
                .add(
                        new StoredCandles.Row(
                                timeframe.ordinal(),
                                openTime,
                                row.getInt(3),
                                row.getLong(4),
                                row.getInt(12),
                                row.getLong(13),
                                own));
        size++;
        boolean filled = row.getInt(14) == 0;
        if (timeframe == Timeframe.M5 && !filled) {
            addBars(openTime, row, own && request.rereads(openTime));
        }
    }

    StoredCandles sorted() {
        StoredCandles sorted = new StoredCandles(size);
        for (StoredCandles candles : byTimeframe) {
            for (int i = 0; candles != null && i < candles.size(); i++) {
                sorted.add(candles.row(i));
            }
        }
        return sorted;
    }

    private StoredCandles of(Timeframe timeframe) {
        StoredCandles candles = byTimeframe[timeframe.ordinal()];
        if (candles == null) {
            candles = new StoredCandles(16);
            byTimeframe[timeframe.ordinal()] = candles;
        }
        return candles;
    }

    /** Of a row of several bars, some may be an earlier run's: they come along. */
    private void addBars(long openTime, ResultSet row, boolean comesAgain)
            throws SQLException, IOException {
        byte[] inputBars = row.getBytes(11);
        if (inputBars == null && !comesAgain) {
            bars.add(
                    openTime,
                    row.getDouble(6),
                    row.getDouble(7),
                    row.getDouble(8),
                    row.getDouble(9),
                    row.getDouble(10),
                    (byte) BarSize.M5.ordinal());
        } else if (inputBars != null) {
            BarColumns kept =
                    BarColumns.read(new DataInputStream(new ByteArrayInputStream(inputBars)));
            bars.addRange(kept, 0, kept.size());
        }
    }
}
