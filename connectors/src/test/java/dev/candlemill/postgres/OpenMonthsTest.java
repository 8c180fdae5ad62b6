package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candlemill.postgres.OpenMonths.LiveShare;
import dev.candlemill.postgres.RunLease.Claim;
import dev.candlemill.postgres.RunLease.Holder;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenMonthsTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Instant TODAY = Instant.parse("2025-07-20T00:00:00Z");
    private static final Instant OPEN = Instant.parse("2025-05-01T00:00:00Z");

    private final PostgresSettings settings = POSTGRES.settings("candlemill_job");

    @BeforeEach
    void settle() throws Exception {
        POSTGRES.execute(
                "TRUNCATE job_leases, symbol_progress, backfill_jobs, bar_handovers CASCADE");
        POSTGRES.execute(
                "INSERT INTO symbol_progress (symbol, covered_until, job_id) VALUES"
                        + " ('A', '2025-07-15T12:00Z', 'live'), ('B', '2025-07-18T12:00Z', 'live')");
    }

    @Test
    void aBackfillOfClosedMonthsRunsBesideALiveJob() throws Exception {
        try (RunLease live = live()) {
            OpenMonths.checkBackfill(settings, OPEN, List.of());
            assertThat(live.lease().epoch()).isEqualTo(1);
        }
    }

    @Test
    void aRunWithoutBarsOfItsOwnIsRefusedWhileALiveJobIsThere() throws Exception {
        try (RunLease live = live()) {
            assertThatThrownBy(() -> OpenMonths.checkBackfill(settings, TODAY, List.of("A")))
                    .hasMessage(
                            "live job live holds what opens since 2025-05-01T00:00:00Z; expected a"
                                    + " range that ends there or earlier, found one that ends at"
                                    + " 2025-07-20T00:00:00Z: choose an earlier end, or stop the live"
                                    + " job first");
            OpenMonths.checkBackfill(settings, TODAY, List.of("ANOTHER"));
            assertThat(live.lease().epoch()).isEqualTo(1);
        }
    }

    @Test
    void aLiveJobGetsWhatItHolds() throws Exception {
        try (RunLease live = live()) {
            assertThat(OpenMonths.shareOfLive(settings, TODAY, List.of("A")))
                    .hasValue(new LiveShare(Optional.of("live"), OPEN, Set.of("A", "B")));
            assertThat(OpenMonths.shareOfLive(settings, OPEN, List.of("A"))).isEmpty();
            assertThat(OpenMonths.shareOfLive(settings, TODAY, List.of("ANOTHER"))).isEmpty();
            assertThat(live.lease().epoch()).isEqualTo(1);
        }
    }

    @Test
    void whatWasHandedOverIsNotOvertakenWhenTheLiveJobIsGone() throws Exception {
        assertThat(OpenMonths.shareOfLive(settings, TODAY, List.of())).isEmpty();
        POSTGRES.execute(
                "INSERT INTO bar_handovers (symbol, since, bars, first_bar, last_bar, source, job_id)"
                        + " VALUES ('A', '2025-03-01Z', 1, '2025-03-05Z', '2025-03-05Z', 'file', 'march')");

        assertThat(OpenMonths.shareOfLive(settings, TODAY, List.of("A")))
                .hasValue(
                        new LiveShare(
                                Optional.empty(),
                                Instant.parse("2025-03-01T00:00:00Z"),
                                Set.of("A", "B")));
        assertThat(OpenMonths.shareOfLive(settings, TODAY, List.of("B"))).isEmpty();
    }

    @Test
    void aBackfillOfAnyMonthRunsWithoutALiveJob() throws Exception {
        live().close();
        awaitFree();
        OpenMonths.checkBackfill(settings, TODAY, List.of());
    }

    @Test
    void aLiveJobWaitsForABackfillOfItsMonths() throws Exception {
        try (RunLease run = RunLease.take(settings, "july", "process 7")) {
            assertThatThrownBy(() -> OpenMonths.checkLive(settings))
                    .hasMessageStartingWith("run july is just beginning");
            assertThat(isWritten("2025-12-01T00:00:00Z")).isTrue();
            POSTGRES.execute(
                    "INSERT INTO backfill_jobs (id, range_to) VALUES ('july', '2025-07-20Z')");
            assertThatThrownBy(() -> OpenMonths.checkLive(settings))
                    .hasMessage(
                            "run july writes up to 2025-07-20T00:00:00Z, which the live job would"
                                    + " hold; wait for its end, or stop it");
            assertThat(isWritten("2025-07-01T00:00:00Z")).isTrue();
            assertThat(isWritten("2025-12-01T00:00:00Z")).isFalse();
            POSTGRES.execute("UPDATE backfill_jobs SET range_to = '2025-05-01Z'");
            OpenMonths.checkLive(settings);
            assertThat(isWritten("2025-07-20T00:00:00Z")).isFalse();
            assertThat(run.lease().epoch()).isEqualTo(1);
        }
    }

    private boolean isWritten(String settled) throws Exception {
        try (Connection connection = settings.open()) {
            return OpenMonths.isWritten(connection, Instant.parse(settled));
        }
    }

    private RunLease live() throws Exception {
        return RunLease.take(settings, new Claim(Holder.LIVE, "live", "process 8"));
    }

    private void awaitFree() {
        await().until(
                        () ->
                                POSTGRES.query(
                                                "SELECT count(*) FROM pg_locks WHERE locktype ="
                                                        + " 'advisory' AND database = (SELECT oid FROM"
                                                        + " pg_database WHERE datname ="
                                                        + " current_database())")
                                        .equals(List.of("0")));
    }
}
