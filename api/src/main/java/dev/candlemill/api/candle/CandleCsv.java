package dev.candlemill.api.candle;

import java.time.Instant;
import java.util.List;

/** Candles as CSV: a header, then a line each. */
final class CandleCsv {

    private static final int BYTES_PER_LINE = 200;

    private final StringBuilder text = new StringBuilder();
    private final String prefix;

    CandleCsv(CandleRequest request, int candles) {
        text.ensureCapacity(Math.max(1, candles) * BYTES_PER_LINE);
        prefix = cell(request.symbol()) + "," + request.timeframe().wire() + ",";
        text.append("symbol,timeframe,open_time,close_time,open,high,low,close,volume")
                .append(",is_complete,revision");
        for (String name : request.indicators()) {
            text.append(',').append(cell(name));
        }
        text.append("\r\n");
    }

    /** A spreadsheet takes a text that begins so for a formula. */
    static String cell(String value) {
        return List.of("=", "+", "-", "@").stream().anyMatch(value::startsWith)
                ? "'" + value
                : value;
    }

    void add(Slice slice) {
        for (int i = 0; i < slice.size(); i++) {
            text.append(prefix)
                    .append(Instant.ofEpochMilli(slice.openTime[i]))
                    .append(',')
                    .append(Instant.ofEpochMilli(slice.closeTime[i]));
            for (double[] column : slice.prices) {
                text.append(',').append(column[i]);
            }
            text.append(',').append(slice.isComplete[i]).append(',').append(slice.counts[2][i]);
            for (double[] column : slice.values) {
                text.append(',');
                if (!Double.isNaN(column[i])) {
                    text.append(column[i]);
                }
            }
            text.append("\r\n");
        }
    }

    String text() {
        return text.toString();
    }
}
