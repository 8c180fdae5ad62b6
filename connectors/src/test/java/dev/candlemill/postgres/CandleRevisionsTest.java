package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.candle.CandlePage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class CandleRevisionsTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private PostgresSinkOptions options;

    @BeforeEach
    void beginARun() throws Exception {
        options = Runs.options(POSTGRES, "job-1", "XNYS");
    }

    @AfterEach
    void forgetRows() throws Exception {
        POSTGRES.execute("TRUNCATE candles, candle_revisions");
    }

    @Test
    void firstContentAndReplaysLeaveNoRevisions() throws Exception {
        write(Pages.fresh("A", 0, 100));
        write(Pages.fresh("A", 0, 100));

        assertThat(POSTGRES.count("candle_revisions")).isZero();
    }

    @Test
    void whatACorrectionReplacesIsKept() throws Exception {
        write(Pages.fresh("A", 0, 3));
        write(Pages.revised("A", 1, 2, 2));
        write(Pages.revised("A", 1, 3, 3));

        assertThat(
                        POSTGRES.query(
                                "SELECT open, revision, known_until >= known_at FROM candle_revisions"
                                        + " ORDER BY open_time, revision"))
                .containsExactly("101.125|1|t", "101.25|2|t", "102.125|1|t");
    }

    @Test
    void saysWhatWasKnownAtATime() throws Exception {
        write(Pages.fresh("A", 0, 2));
        writtenAt("2025-02-01Z", 1);
        write(Pages.revised("A", 1, 2, 2));
        POSTGRES.execute("UPDATE candle_revisions SET known_until = '2025-03-01Z'");
        writtenAt("2025-03-01Z", 2);

        assertThat(knownAt("2025-01-31Z")).isEmpty();
        assertThat(knownAt("2025-02-01Z")).containsExactly("100.125|1", "101.125|1");
        assertThat(knownAt("2025-02-28 23:59:59Z")).containsExactly("100.125|1", "101.125|1");
        assertThat(knownAt("2025-03-01Z")).containsExactly("100.125|1", "101.25|2");
    }

    @Test
    void asksOnlyForTheWantedCandles() throws Exception {
        assertThat(
                        POSTGRES.query(
                                "EXPLAIN SELECT close FROM candles_as_known_at('2025-02-01Z')"
                                        + " WHERE symbol = 'A' AND timeframe = '5m'"))
                .anyMatch(line -> line.contains("candle_revisions"))
                .noneMatch(line -> line.contains("Function Scan"));
    }

    @Test
    void isAppendOnlyForJobs() {
        for (String sql :
                new String[] {
                    "UPDATE candle_revisions SET open = 1", "DELETE FROM candle_revisions"
                }) {
            assertThatThrownBy(() -> executeAsJob(sql))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    private Iterable<String> knownAt(String time) throws Exception {
        return POSTGRES.query(
                "SELECT open, revision FROM candles_as_known_at('%s') ORDER BY open_time"
                        .formatted(time));
    }

    private static void writtenAt(String time, int revision) throws Exception {
        POSTGRES.execute(
                "UPDATE candles SET ingested_at = '%s' WHERE revision = %d"
                        .formatted(time, revision));
    }

    private static void executeAsJob(String sql) throws Exception {
        try (Connection connection = POSTGRES.settings("candlemill_job").open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void write(CandlePage page) throws Exception {
        try (CandleWriter writer = new CandleWriter(options, WriterMetrics.unreported())) {
            writer.write(page, Runs.NO_CONTEXT);
            writer.flush(true);
        }
    }
}
