package dev.candlemill.csv;

import java.nio.charset.StandardCharsets;

/** The three files, their columns, and what their rows are to each other. */
enum CsvFile {
    /** One row per symbol, timeframe and open time; what stood there before is merged in. */
    CANDLES(
            "candles",
            "symbol,timeframe,open_time,close_time,session_date,open,high,low,close,volume,"
                    + "bar_count,expected_bar_count,revision,input_count,is_complete,source",
            true),
    /** Every record of this run, equal lines as often as they came; replaced by each run. */
    REJECTED("rejected", "symbol,open_time,reason,place,text,source", false),
    /** Like {@link #REJECTED}. */
    LATE(
            "late",
            "symbol,open_time,open,high,low,close,volume,bar_size,reason,horizon,source",
            false);

    private final String stem;
    private final String header;
    private final boolean unique;

    CsvFile(String stem, String header, boolean unique) {
        this.stem = stem;
        this.header = header;
        this.unique = unique;
    }

    String stem() {
        return stem;
    }

    String fileName() {
        return stem + ".csv";
    }

    String header() {
        return header;
    }

    byte[] headerLine() {
        return (header + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Whether of several rows with one key only the highest revision stays. */
    boolean isUnique() {
        return unique;
    }
}
