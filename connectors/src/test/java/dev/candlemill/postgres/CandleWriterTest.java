package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.CandleRows;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class CandleWriterTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final String CONTENT =
            "SELECT symbol, timeframe, open_time, close_time, open, high, low, close, volume,"
                    + " content_hash, session_date, bar_count, expected_bar_count, input_count,"
                    + " revision, indicator_revision, is_complete, source, job_id, job_version,"
                    + " input_bars FROM %s ORDER BY symbol, timeframe, open_time";

    private final WriterMetrics metrics = WriterMetrics.unreported();
    private Lease lease;

    @BeforeEach
    void takeTheLease() throws Exception {
        lease = Leases.acquire(POSTGRES.settings("candlemill_job"), "writer", "job-1", "here");
    }

    @AfterEach
    void forgetRows() throws Exception {
        POSTGRES.execute("TRUNCATE candles, rejected_rows");
    }

    @Test
    void storesEveryColumn() throws Exception {
        BarColumns minutes =
                BarColumns.of(
                        BarSize.M1,
                        new Bar(Pages.START, 1, 2, 0.5, 1.5, 10),
                        new Bar(Pages.START + 60_000, 1.5, 3, 1, 2, 20));
        CandlePage page = Pages.withInputBars(Pages.fresh("XNAS:AAPL", 0, 2), 0, minutes);
        write(page);

        assertThat(
                        POSTGRES.query(
                                "SELECT symbol, timeframe, open_time AT TIME ZONE 'UTC', close_time AT TIME ZONE 'UTC',"
                                        + " open, high, low, close, volume, content_hash, session_date, bar_count,"
                                        + " expected_bar_count, input_count, revision, indicator_revision, is_complete,"
                                        + " source, job_id, job_version, input_bars IS NULL FROM candles ORDER BY open_time"))
                .containsExactly(
                        "XNAS:AAPL|5m|2025-01-06 14:30:00|2025-01-06 14:35:00|100.125|102.125|99.125|101.125|1000|"
                                + page.contentHash(0)
                                + "|2025-01-06|1|1|1|1|0|t|file|job-1|test|f",
                        "XNAS:AAPL|5m|2025-01-06 14:35:00|2025-01-06 14:40:00|101.125|103.125|100.125|102.125|1001|"
                                + page.contentHash(1)
                                + "|2025-01-06|1|2|1|1|0|f|file|job-1|test|t");
        assertThat(
                        POSTGRES.query(
                                "SELECT now() - ingested_at BETWEEN '-1 minute' AND '1 minute' FROM candles"))
                .containsExactly("t", "t");
        String hex =
                POSTGRES.query(
                                "SELECT encode(input_bars, 'hex') FROM candles WHERE input_bars IS NOT NULL")
                        .get(0);
        BarColumns stored =
                BarColumns.read(
                        new DataInputStream(
                                new ByteArrayInputStream(HexFormat.of().parseHex(hex))));
        assertThat(stored.size()).isEqualTo(2);
        assertThat(stored.sameValues(1, minutes, 1)).isTrue();
    }

    @Test
    void copiesAndMergesTheSameRows() throws Exception {
        write(Pages.fresh("A", 0, 300), Pages.page("A", Timeframe.H1, 0, 40, 1, true));
        List<String> copied = POSTGRES.query(CONTENT.formatted("candles"));
        POSTGRES.execute("TRUNCATE candles");
        write(
                Pages.page("A", Timeframe.M5, 0, 300, 1, false),
                Pages.page("A", Timeframe.H1, 0, 40, 1, false));
        assertThat(POSTGRES.query(CONTENT.formatted("candles"))).isEqualTo(copied).hasSize(340);
    }

    @Test
    void aReplayChangesNothing() throws Exception {
        write(Pages.fresh("A", 0, 100));
        List<String> before =
                POSTGRES.query("SELECT xmin, ctid, * FROM candles ORDER BY open_time");
        write(Pages.fresh("A", 0, 100));
        assertThat(POSTGRES.query("SELECT xmin, ctid, * FROM candles ORDER BY open_time"))
                .isEqualTo(before);
        write(Pages.fresh("A", 50, 150));
        assertThat(POSTGRES.count("candles")).isEqualTo(150);
        assertThat(metrics.retries()).isZero();
    }

    @Test
    void anOlderRevisionNeverReplacesANewer() throws Exception {
        write(Pages.fresh("A", 0, 3));
        write(Pages.revised("A", 1, 2, 3));
        write(Pages.revised("A", 0, 3, 2));
        assertThat(POSTGRES.query("SELECT revision, open FROM candles ORDER BY open_time"))
                .containsExactly("2|100.25", "3|101.375", "2|102.25");
    }

    /** After a crash, corrections may come together that had come one by one. */
    @Test
    void ofEqualRevisionsTheRunsLastWordCounts() throws Exception {
        write(Pages.fresh("A", 0, 2));
        write(Pages.of(Pages.filled("A", 0), false));
        assertThat(POSTGRES.query("SELECT revision, open FROM candles ORDER BY open_time"))
                .containsExactly("1|101.125", "1|101.125");
        POSTGRES.execute("UPDATE candles SET job_id = 'another'");
        write(Pages.of(Pages.candle("A", Timeframe.M5, 0, 1), false));
        assertThat(POSTGRES.query("SELECT open FROM candles WHERE bar_count = 0"))
                .containsExactly("101.125");
    }

    @Test
    void theHighestRevisionOfABatchWins() throws Exception {
        write(
                Pages.revised("A", 0, 2, 2),
                Pages.revised("A", 0, 1, 3),
                Pages.revised("A", 0, 2, 1),
                Pages.fresh("A", 2, 3),
                Pages.fresh("A", 2, 3));
        assertThat(POSTGRES.query("SELECT revision FROM candles ORDER BY open_time"))
                .containsExactly("3", "2", "1");
    }

    @Test
    void duplicatesInACopyAreMerged() throws Exception {
        write(Pages.fresh("A", 0, 2), Pages.fresh("A", 1, 3));
        assertThat(POSTGRES.count("candles")).isEqualTo(3);
    }

    @Test
    void storesOnlyTheWantedTimeframesAndAlways5m() throws Exception {
        try (CandleWriter writer =
                new CandleWriter(options(EnumSet.of(Timeframe.D1), lease), metrics)) {
            for (Timeframe timeframe : Timeframe.all()) {
                writer.write(Pages.page("A", timeframe, 0, 2, 1, true), Runs.NO_CONTEXT);
            }
            writer.flush(true);
        }
        assertThat(POSTGRES.query("SELECT DISTINCT timeframe FROM candles ORDER BY 1"))
                .containsExactly("1d", "5m");
    }

    @Test
    void setsAsideOnePoisonRowOf500() throws Exception {
        CandleRows rows = new CandleRows();
        for (int i = 0; i < 500; i++) {
            rows.add(i == 321 ? Pages.poison("A", i) : Pages.candle("A", Timeframe.M5, i, 1));
        }
        CandlePage page = rows.toPage("A", "file", true);
        write(page);
        write(page);
        assertThat(POSTGRES.count("candles")).isEqualTo(499);
        assertThat(
                        POSTGRES.query(
                                "SELECT kind, symbol, open_time AT TIME ZONE 'UTC', reason, place, sqlstate, job_id FROM rejected_rows"))
                .containsExactly("poison|A|2025-01-07 17:15:00|candles_finite|5m|23514|job-1");
        assertThat(metrics.poison()).isEqualTo(2);
    }

    @Test
    void stopsWhenTooManyRowsArePoison() throws Exception {
        CandleRows rows = new CandleRows();
        for (int i = 0; i < CandleStore.MOST_POISON_ROWS + 1; i++) {
            rows.add(Pages.poison("A", i));
        }
        assertThatThrownBy(() -> write(rows.toPage("A", "file", true)))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("refused more than 100 candles")
                .hasMessageContaining("23514");
    }

    @Test
    void stopsAtOnceOnASystemicError() throws Exception {
        assertStops(
                "ALTER TABLE candles RENAME COLUMN content_hash TO hash",
                "ALTER TABLE candles RENAME COLUMN hash TO content_hash",
                "42703",
                "./candlemill migrate");
        assertStops(
                "REVOKE INSERT ON candles FROM candlemill_job",
                "GRANT INSERT ON candles TO candlemill_job",
                "42501",
                "candlemill_job");
        String database = POSTGRES.query("SELECT current_database()").get(0);
        assertStops(
                "ALTER DATABASE " + database + " SET default_transaction_read_only = on",
                "BEGIN READ WRITE; ALTER DATABASE "
                        + database
                        + " RESET default_transaction_read_only; COMMIT",
                "25006",
                "read-only");
        assertThat(POSTGRES.count("rejected_rows")).isZero();
    }

    @Test
    void outlivesKilledConnections() throws Exception {
        String kill =
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'candlemill_job'";
        try (CandleWriter writer = new CandleWriter(options(Set.of(), lease), metrics)) {
            for (int i = 0; i < 20; i++) {
                writer.write(Pages.fresh("A", i * 1000, (i + 1) * 1000), Runs.NO_CONTEXT);
                POSTGRES.execute(kill);
            }
            writer.flush(true);
        }
        assertThat(POSTGRES.count("candles")).isEqualTo(20_000);
        assertThat(metrics.retries()).isPositive();
    }

    @Test
    void givesUpWhenTheServerStaysAway() throws Exception {
        PostgresSettings nowhere =
                PostgresSettings.of("jdbc:postgresql://localhost:1/none", "u", Password.none());
        try (CandleWriter writer =
                new CandleWriter(
                        new PostgresSinkOptions(
                                nowhere,
                                lease,
                                new JobStamp("j", "v"),
                                Set.of(),
                                "",
                                Runs.limits(Duration.ofMillis(200))),
                        metrics)) {
            writer.write(Pages.fresh("A", 0, 1), Runs.NO_CONTEXT);
            assertThatThrownBy(() -> writer.flush(false))
                    .isInstanceOf(PostgresException.class)
                    .hasMessageContaining("gave up after")
                    .hasMessageContaining("SQLSTATE 08001");
        }
    }

    @Test
    void writersInOppositeOrdersDoNotDisturbEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> up = threads.submit(revisingTask(2, 22, 1));
            Future<?> down = threads.submit(revisingTask(2, 22, -1));
            up.get(50, TimeUnit.SECONDS);
            down.get(50, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
        assertThat(POSTGRES.query("SELECT DISTINCT revision FROM candles")).containsExactly("21");
        assertThat(POSTGRES.count("candles")).isEqualTo(400);
    }

    @Test
    void nothingOfAStaleRunLands() throws Exception {
        try (CandleWriter writer = new CandleWriter(options(Set.of(), lease), metrics)) {
            writer.write(Pages.fresh("A", 0, 10), Runs.NO_CONTEXT);
            writer.flush(false);
            Leases.acquire(POSTGRES.settings("candlemill_job"), "writer", "job-2", "there");
            writer.write(Pages.fresh("B", 0, 10), Runs.NO_CONTEXT);
            assertThatThrownBy(() -> writer.flush(false))
                    .isInstanceOf(StaleLeaseException.class)
                    .hasMessageContaining("run job-2 (there) holds epoch " + (lease.epoch() + 1));
        }
        assertThat(POSTGRES.query("SELECT DISTINCT symbol FROM candles")).containsExactly("A");
        assertThatThrownBy(() -> Leases.check(POSTGRES.settings(), lease))
                .isInstanceOf(StaleLeaseException.class);
    }

    @Test
    void makesThePartitionsItNeeds() throws Exception {
        write(
                Pages.page("A", Timeframe.D1, 0, 70, 1, true),
                Pages.page("B", Timeframe.D1, 1000, 1001, 1, true));
        assertThat(POSTGRES.count("candles_default")).isZero();
        assertThat(POSTGRES.query("SELECT DISTINCT tableoid::regclass FROM candles ORDER BY 1"))
                .containsExactlyInAnyOrder(
                        "candles_2025_01", "candles_2025_02", "candles_2025_03", "candles_2027_10");
    }

    @Test
    void theEncoderAloneFeedsABareCopy() throws Exception {
        CandlePage page = Pages.fresh("A", 0, 1000);
        CandleCopyEncoder encoder = new CandleCopyEncoder(new JobStamp("job-1", "test"));
        encoder.begin(0);
        encoder.rows(page, 0, page.size());
        encoder.end();
        try (Connection connection = POSTGRES.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE bare (LIKE candles INCLUDING DEFAULTS)");
            assertThat(
                            connection
                                    .unwrap(org.postgresql.PGConnection.class)
                                    .getCopyAPI()
                                    .copyIn(
                                            CandleTable.copyInto("bare"),
                                            new ByteArrayInputStream(
                                                    encoder.buffer(), 0, encoder.size())))
                    .isEqualTo(1000);
            try (ResultSet sum =
                    statement.executeQuery("SELECT sum(open), min(ingested_at) FROM bare")) {
                sum.next();
                assertThat(sum.getDouble(1)).isEqualTo(599_625);
                assertThat(sum.getTimestamp(2).getTime()).isZero();
            }
        }
    }

    private Callable<Void> revisingTask(int from, int to, int step) {
        return () -> {
            try (CandleWriter writer =
                    new CandleWriter(options(Set.of(), lease), WriterMetrics.unreported())) {
                for (int revision = from; revision < to; revision++) {
                    for (int i = 0; i < 20; i++) {
                        int block = step > 0 ? i : 19 - i;
                        writer.write(
                                Pages.revised("A", block * 20, block * 20 + 20, revision),
                                Runs.NO_CONTEXT);
                    }
                    writer.flush(false);
                }
            }
            return null;
        };
    }

    private void assertStops(String breakIt, String repairIt, String sqlState, String hint)
            throws Exception {
        POSTGRES.execute(breakIt);
        try {
            assertThatThrownBy(() -> write(Pages.fresh("A", 0, 10)))
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.sqlState()).isEqualTo(sqlState))
                    .hasMessageContaining("SQLSTATE " + sqlState)
                    .hasMessageContaining(hint);
        } finally {
            POSTGRES.execute(repairIt);
        }
        assertThat(metrics.retries()).isZero();
        assertThat(POSTGRES.count("candles")).isZero();
    }

    private void write(CandlePage... pages) throws IOException, InterruptedException {
        try (CandleWriter writer =
                new CandleWriter(options(Set.copyOf(Timeframe.all()), lease), metrics)) {
            for (CandlePage page : pages) {
                writer.write(page, Runs.NO_CONTEXT);
            }
            writer.flush(false);
        }
    }

    private static PostgresSinkOptions options(Set<Timeframe> timeframes, Lease lease) {
        return new PostgresSinkOptions(
                POSTGRES.settings("candlemill_job"),
                lease,
                new JobStamp("job-1", "test"),
                timeframes,
                "XNYS",
                Runs.limits(Duration.ofSeconds(20)));
    }
}
