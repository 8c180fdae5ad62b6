package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candlemill.postgres.PostgresPreflightException.Problem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One bounded run at a time writes to a database. */
class RunLeaseTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private final PostgresSettings settings = POSTGRES.settings("candlemill_job");

    @BeforeEach
    void forgetLeases() throws Exception {
        POSTGRES.execute("TRUNCATE job_leases");
    }

    @Test
    void refusesAnotherRunAndNamesTheHolder() throws Exception {
        try (RunLease held = RunLease.take(settings, "first", "process 7")) {
            assertThatThrownBy(() -> RunLease.take(settings, "second", "process 8"))
                    .isInstanceOfSatisfying(
                            PostgresPreflightException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.LEASE_HELD))
                    .hasMessageStartingWith(
                            "run first (process 7) writes to this database since 2");
            Leases.check(settings, held.lease());
        }
    }

    @Test
    void aLiveJobAndABoundedRunHoldLeasesOfTheirOwn() throws Exception {
        try (RunLease backfill = RunLease.take(settings, "first", "process 7");
                RunLease live = RunLease.take(settings, live("live", "process 8"))) {
            assertThat(backfill.lease()).isEqualTo(new Lease("backfill", 1));
            assertThat(live.lease()).as("epochs grow together").isEqualTo(new Lease("live", 2));
            Leases.check(settings, backfill.lease());
            assertThatThrownBy(() -> RunLease.take(settings, live("live", "process 9")))
                    .hasMessageStartingWith(
                            "live job live (process 8) writes to this database since 2");
        }
    }

    @Test
    void theNewestRunsSettingsAreThoseOfALiveJobToo() throws Exception {
        BackfillJobs jobs = new BackfillJobs(settings);
        POSTGRES.execute("TRUNCATE backfill_jobs CASCADE");
        assertThat(jobs.newestSettings()).isEmpty();

        begin(jobs, "first", "2025-07-01");
        assertThat(jobs.newestSettings()).as("it has not finished").isEmpty();
        POSTGRES.execute("UPDATE backfill_jobs SET status = 'finished'");
        assertThat(jobs.newestSettings()).hasValue("{\"run\": \"first\"}");

        try (RunLease live = RunLease.take(settings, live("live", "process 8"))) {
            assertThat(jobs.newestSettings()).hasValue("{\"run\": \"first\"}");
            live.note("{\"run\":\"live\"}");
        }
        assertThat(jobs.newestSettings()).hasValue("{\"run\": \"live\"}");
        takeAndClose(live("live", "process 9"));
        assertThat(jobs.newestSettings()).as("what did not start").hasValue("{\"run\": \"first\"}");

        begin(jobs, "second", "2100-01-01");
        POSTGRES.execute("UPDATE backfill_jobs SET status = 'finished'");
        assertThat(jobs.newestSettings()).hasValue("{\"run\": \"second\"}");
    }

    private static void begin(BackfillJobs jobs, String id, String startedAt) throws Exception {
        jobs.begin(
                new BackfillJobs.Run(
                        id,
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(1),
                        Instant.EPOCH.plusSeconds(1),
                        "{\"run\":\"" + id + "\"}",
                        "test"));
        POSTGRES.execute(
                "UPDATE backfill_jobs SET started_at = '%s' WHERE id = '%s'"
                        .formatted(startedAt, id));
    }

    private static RunLease.Claim live(String jobId, String process) {
        return new RunLease.Claim(RunLease.Holder.LIVE, jobId, process);
    }

    @Test
    void passesToTheNextRunAsSoonAsTheFirstIsDone() throws Exception {
        RunLease.take(settings, "first", "process 7").close();

        Lease second = takeAndClose("second");

        assertThat(second).isEqualTo(new Lease("backfill", 2));
    }

    @Test
    void passesOnWhenTheHolderIsKilled() throws Exception {
        RunLease killed = RunLease.take(settings, "first", "process 7");
        POSTGRES.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                        + " AND database = (SELECT oid FROM pg_database"
                        + " WHERE datname = current_database())");

        assertThat(takeWhenFree("second").epoch()).isEqualTo(2);
        assertThatThrownBy(() -> Leases.check(settings, killed.lease()))
                .isInstanceOf(StaleLeaseException.class)
                .hasMessageContaining("run second (process 9) holds epoch 2");
    }

    @Test
    void isTakenOverByAnotherAttemptOfTheSameRun() throws Exception {
        try (RunLease former = RunLease.take(settings, "first", "process 7");
                RunLease current = RunLease.take(settings, "first", "process 8")) {
            assertThat(current.lease().epoch()).isEqualTo(2);
            assertThatThrownBy(() -> Leases.check(settings, former.lease()))
                    .isInstanceOf(StaleLeaseException.class);
            former.close();
            assertThatThrownBy(() -> RunLease.take(settings, "second", "process 9"))
                    .hasMessageContaining("run first (process 8)");
        }
    }

    /** The server notices the end of a session a moment later. */
    private Lease takeWhenFree(String jobId) {
        return await().atMost(Duration.ofSeconds(10))
                .ignoreExceptionsInstanceOf(PostgresPreflightException.class)
                .until(() -> takeAndClose(jobId), lease -> lease != null);
    }

    private Lease takeAndClose(String jobId) throws Exception {
        return takeAndClose(new RunLease.Claim(RunLease.Holder.BACKFILL, jobId, "process 9"));
    }

    private Lease takeAndClose(RunLease.Claim claim) throws Exception {
        try (RunLease taken = RunLease.take(settings, claim)) {
            return taken.lease();
        }
    }
}
