package dev.candlemill.api;

import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.time.Instant;

/** Rows as the jobs would have written them. */
final class Rows {

    private static final String CANDLE =
            "INSERT INTO candles (symbol, timeframe, open_time, close_time, open, high, low, close,"
                    + " volume, content_hash, session_date, bar_count, expected_bar_count,"
                    + " input_count, revision, indicator_revision, is_complete, source, job_id,"
                    + " job_version, rsi_14, indicators, ingested_at)"
                    + " VALUES ('%1$s', '%2$s', '%3$s', '%3$s'::timestamptz + interval '%4$s', %5$s,"
                    + " %5$s + 1, %5$s - 1, %5$s + 0.5, 1000, 1, '%3$s'::timestamptz::date, 12, 12,"
                    + " 12, 1, 1, true, 'file', 'job', 'v', %6$s, '{\"sma_10\": 9.25}',"
                    + " '%3$s'::timestamptz + interval '2 hours')";

    private static final String SIGNAL =
            "INSERT INTO strategy_signals (id, setup, symbol, timeframe, strategy, open_time,"
                    + " close_time, signal_type, price, confidence, indicator_values,"
                    + " candle_revision, revision, status, data_source, content_hash, job_id, epoch,"
                    + " known_at) VALUES ('00000000-0000-0000-0000-%012d', 'aapl', 'XNAS:AAPL', '1h',"
                    + " '%s', '%s', '%s'::timestamptz + interval '1 hour', '%s', 10.5, 0.75,"
                    + " '{\"rsi_14\": 29.5}', 1, 1, '%s', 'file', 1, 'job', 1, '2025-07-02Z')";

    private final EmbeddedPostgresFixture database;

    Rows(EmbeddedPostgresFixture database) {
        this.database = database;
    }

    /** An hour of {@code XNAS:AAPL} whose open is the price; RSI is undefined below 12. */
    void hour(String openTime, double open) throws Exception {
        hour("XNAS:AAPL", openTime, open);
    }

    void hour(String symbol, String openTime, double open) throws Exception {
        String rsi = open < 12 ? "NULL" : Double.toString(open);
        database.execute(CANDLE.formatted(symbol, "1h", openTime, "1 hour", open, rsi));
    }

    /** Two mornings in New York; the candle of 15:30 on the first is missing. */
    void twoMornings() throws Exception {
        hour("2025-07-01T13:30:00Z", 10);
        hour("2025-07-01T14:30:00Z", 11);
        hour("2025-07-01T16:30:00Z", 12);
        hour("2025-07-01T17:30:00Z", 13);
        hour("2025-07-01T18:30:00Z", 14);
        hour("2025-07-01T19:30:00Z", 15);
        hour("2025-07-02T13:30:00Z", 16);
        hour("2025-07-02T14:30:00Z", 17);
    }

    void signal(int number, String strategy, String openTime, String type, String status)
            throws Exception {
        database.execute(SIGNAL.formatted(number, strategy, openTime, openTime, type, status));
    }

    void listing(String symbol, String name, String kind) throws Exception {
        String[] parts = symbol.split(":", 2);
        database.execute(
                "INSERT INTO ticker_index (symbol, ticker, venue, name, kind) VALUES ('%s', '%s',"
                                .formatted(symbol, parts[1])
                        + " '%s', '%s', '%s')".formatted(parts[0], name, kind));
    }

    /** A backfill that began then. */
    void backfill(String id, Instant startedAt) throws Exception {
        database.execute(
                "INSERT INTO backfill_jobs (id, status, started_at, bars_in, accepted, rejected,"
                        + " rejected_by_reason) VALUES ('%s', 'finished', '%s', 3, 2, 1,"
                                .formatted(id, startedAt)
                        + " '{\"off_grid\": 1}')");
    }
}
