package dev.candlemill.chart;

import java.util.Map;

/**
 * A stored candle with what was computed on it.
 *
 * @param openTime epoch milliseconds
 * @param sessionDate epoch day
 * @param values by column; what is not defined is not there
 */
public record StoredRow(long openTime, int sessionDate, Map<String, Double> values) {

    public StoredRow {
        values = Map.copyOf(values);
    }
}
