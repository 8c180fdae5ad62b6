package dev.candlemill.postgres;

import dev.candlemill.indicator.IndicatorSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of a {@code candles} row, in the order in which they are sent, and the statements.
 */
public final class CandleTable {

    /** A column and whether a revision of the candle replaces it. */
    record Column(String name, boolean isKey) {}

    private static final List<Column> CANDLE =
            List.of(
                    new Column("symbol", true),
                    new Column("timeframe", true),
                    new Column("open_time", true),
                    new Column("close_time", false),
                    new Column("open", false),
                    new Column("high", false),
                    new Column("low", false),
                    new Column("close", false),
                    new Column("volume", false),
                    new Column("content_hash", false),
                    new Column("ingested_at", false),
                    new Column("session_date", false),
                    new Column("bar_count", false),
                    new Column("expected_bar_count", false),
                    new Column("input_count", false),
                    new Column("revision", false),
                    new Column("indicator_revision", false),
                    new Column("is_complete", false),
                    new Column("source", false),
                    new Column("job_id", false),
                    new Column("job_version", false),
                    new Column("input_bars", false));

    /** Each with a column of its name; undefined is NULL. */
    static final List<String> INDICATORS = IndicatorSet.catalogue().valueNames();

    static final List<Column> COLUMNS =
            Stream.of(
                            CANDLE.stream(),
                            INDICATORS.stream().map(name -> new Column(name, false)),
                            Stream.of("indicators", "indicator_hash")
                                    .map(name -> new Column(name, false)))
                    .flatMap(columns -> columns)
                    .toList();

    private static final String NAMES =
            COLUMNS.stream().map(Column::name).collect(Collectors.joining(", "));

    /** Once per connection. */
    static final String CREATE_STAGING =
            "CREATE TEMP TABLE candle_staging ON COMMIT DELETE ROWS AS SELECT "
                    + NAMES
                    + " FROM candles WITH NO DATA";

    static final String COPY_TO_STAGING =
            "COPY candle_staging (" + NAMES + ") FROM STDIN (FORMAT binary)";

    /**
     * Rows come sorted and unique from staging; an older pair of revisions changes nothing. Of an
     * equal pair the run's last word counts: after a crash, corrections that had come one by one
     * may come together, and take fewer revisions than before.
     */
    static final String MERGE =
            "INSERT INTO candles ("
                    + NAMES
                    + ") SELECT "
                    + NAMES
                    + " FROM candle_staging ON CONFLICT (symbol, timeframe, open_time) DO UPDATE SET "
                    + COLUMNS.stream()
                            .filter(column -> !column.isKey())
                            .map(column -> column.name() + " = excluded." + column.name())
                            .collect(Collectors.joining(", "))
                    + " WHERE (candles.revision, candles.indicator_revision)"
                    + " < (excluded.revision, excluded.indicator_revision)"
                    + " OR (candles.revision, candles.indicator_revision, candles.job_id)"
                    + " = (excluded.revision, excluded.indicator_revision, excluded.job_id)"
                    + " AND (candles.content_hash, candles.indicator_hash)"
                    + " <> (excluded.content_hash, excluded.indicator_hash)";

    private CandleTable() {}

    /**
     * The {@code COPY} whose rows {@link CandleCopyEncoder} makes.
     *
     * @param table {@code candles}, or a table with the same columns
     */
    public static String copyInto(String table) {
        return "COPY " + table + " (" + NAMES + ") FROM STDIN (FORMAT binary)";
    }
}
