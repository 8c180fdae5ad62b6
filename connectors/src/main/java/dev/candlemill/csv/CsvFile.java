package dev.candlemill.csv;

import dev.candlemill.indicator.IndicatorSet;
import java.util.List;

/** The files, their columns, and what their rows are to each other. */
enum CsvFile {
    /** One row per symbol, timeframe and open time; what stood there before is merged in. */
    CANDLES(
            "candles",
            "symbol,timeframe,open_time,close_time,session_date,open,high,low,close,volume,"
                    + "bar_count,expected_bar_count,revision,input_count,is_complete,source,"
                    + String.join(",", IndicatorSet.catalogue().valueNames())
                    + ",indicator_revision,indicator_hash,input_bars",
            "",
            "symbol, timeframe and open time"),
    /** One row per event, the highest revision of it; what stood there before is merged in. */
    SIGNALS(
            "signals",
            "setup,symbol,timeframe,open_time,close_time,strategy,signal_type,price,confidence,"
                    + "revision,status",
            ",content_hash",
            "setup, symbol, timeframe, open time and strategy"),
    /** Every record of this run, equal lines as often as they came; replaced by each run. */
    REJECTED("rejected", "symbol,open_time,reason,place,text,source", "", ""),
    /** Like {@link #REJECTED}. */
    LATE(
            "late",
            "symbol,open_time,open,high,low,close,volume,bar_size,reason,horizon,source",
            "",
            "");

    private final String stem;
    private final String header;
    private final String hidden;
    private final String uniqueBy;

    /**
     * @param hidden columns that the next run needs and readers of the file do not; they are kept
     *     in a file beside it
     */
    CsvFile(String stem, String header, String hidden, String uniqueBy) {
        this.stem = stem;
        this.header = header;
        this.hidden = hidden;
        this.uniqueBy = uniqueBy;
    }

    String stem() {
        return stem;
    }

    String fileName() {
        return stem + ".csv";
    }

    /** Where whole rows are: the file itself, if it shows all of their columns. */
    String storeName() {
        return hasHiddenColumns() ? ".candlemill-" + stem + ".csv" : fileName();
    }

    boolean hasHiddenColumns() {
        return !hidden.isEmpty();
    }

    /** The columns that people see. */
    String header() {
        return header;
    }

    /** The columns of whole rows. */
    String storeHeader() {
        return header + hidden;
    }

    /** Whether of several rows with one key only the highest revision stays. */
    boolean isUnique() {
        return !uniqueBy.isEmpty();
    }

    /** What rows are sorted by and unique in, for messages. */
    String uniqueBy() {
        return uniqueBy;
    }

    int columnCount() {
        return columns().size();
    }

    /** The position of a column, from 0. */
    int column(String name) {
        return columns().indexOf(name);
    }

    private List<String> columns() {
        return List.of(storeHeader().split(",", -1));
    }
}
