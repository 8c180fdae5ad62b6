package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.postgres.PostgresSinkOptions.WriteLimits;
import dev.candlemill.source.ProgressStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresProgressTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Duration GRACE = Duration.ofMinutes(1);

    @BeforeEach
    void forgetAll() throws Exception {
        POSTGRES.execute("TRUNCATE symbol_progress, job_leases, backfill_jobs CASCADE");
    }

    @Test
    void movesSymbolsOnAndNeverBack() throws Exception {
        try (ProgressStore store = PostgresProgress.factory(run("live")).open()) {
            store.settle(Map.of("A", 600_000L, "B", 300_000L));
            store.settle(Map.of("A", 300_000L, "B", 900_000L));

            assertThat(store.settled()).isEqualTo(Map.of("A", 600_000L, "B", 900_000L));
        }
    }

    @Test
    void whoLostTheLeaseSettlesNothing() throws Exception {
        PostgresSinkOptions former = run("live");
        run("live");
        try (ProgressStore store = PostgresProgress.factory(former).open()) {
            assertThatThrownBy(() -> store.settle(Map.of("A", 600_000L)))
                    .isInstanceOf(StaleLeaseException.class);
        }
        assertThat(POSTGRES.count("symbol_progress")).isZero();
    }

    @Test
    void aRunSettlesItsSymbolsUpToTheSlotThatItsGraceMayHaveKeptOpen() throws Exception {
        backfill("first", "2025-07-02T20:00Z", "2025-07-02T19:55Z");

        assertThat(settledAfter("first")).isEqualTo("2025-07-02T19:55:00Z");
    }

    @Test
    void aRunWhoseBarsEndEarlySettlesNoFurther() throws Exception {
        backfill("first", "2025-07-09T00:00Z", "2025-07-02T19:55Z");

        assertThat(settledAfter("first")).isEqualTo("2025-07-02T19:55:00Z");
    }

    @Test
    void anOlderRangeMovesNothing() throws Exception {
        backfill("new", "2025-07-02T20:00Z", "2025-07-02T19:55Z");
        backfill("old", "2024-07-02T20:00Z", "2024-07-02T19:55Z");

        assertThat(settledAfter("new")).isEqualTo("2025-07-02T19:55:00Z");
        assertThat(settledAfter("old")).isEqualTo("2025-07-02T19:55:00Z");
        assertThat(POSTGRES.query("SELECT job_id FROM symbol_progress")).containsExactly("new");
    }

    private static String settledAfter(String jobId) throws Exception {
        PostgresSinkOptions run = run(jobId);
        PostgresProgress.settleRun(run, GRACE);
        try (ProgressStore store = PostgresProgress.factory(run).open()) {
            return Instant.ofEpochMilli(store.settled().get("A")).toString();
        }
    }

    private static void backfill(String jobId, String to, String lastBar) throws Exception {
        POSTGRES.execute(
                ("INSERT INTO backfill_jobs (id, range_to, as_of) VALUES ('%1$s', '%2$s', '%2$s');"
                                + " INSERT INTO backfill_job_inputs (job_id, symbol, bars_in, accepted,"
                                + " duplicate, corrected, late, rejected, first_bar, last_bar)"
                                + " VALUES ('%1$s', 'A', 1, 1, 0, 0, 0, 0, '%3$s', '%3$s')")
                        .formatted(jobId, to, lastBar));
    }

    private static PostgresSinkOptions run(String jobId) throws Exception {
        PostgresSettings settings = POSTGRES.settings("candlemill_job");
        return new PostgresSinkOptions(
                settings,
                Leases.acquire(settings, "live", jobId, "process 7"),
                new JobStamp(jobId, "test"),
                Set.of(),
                "fingerprint",
                WriteLimits.standard());
    }
}
