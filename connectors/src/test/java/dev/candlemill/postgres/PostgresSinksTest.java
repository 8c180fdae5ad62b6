package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.FoldSnapshot;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.candle.SymbolReport;
import dev.candlemill.postgres.BackfillJobs.Outcome;
import dev.candlemill.postgres.BackfillJobs.Run;
import dev.candlemill.postgres.BackfillJobs.Summary;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSinksTest {

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    @AfterEach
    void forgetRows() throws Exception {
        POSTGRES.execute(
                "TRUNCATE rejected_rows, fold_snapshots, backfill_jobs, live_counts CASCADE");
    }

    @Test
    void keepsRejectedAndLateBarsOnce() throws Exception {
        PostgresSinkOptions options = Runs.options(POSTGRES, "job-1", "XNYS");
        RejectedBar bad =
                new RejectedBar(
                        "A", Pages.START, RejectReason.HIGH_BELOW_LOW, "a.csv:7", "x,1,2", "file");
        RejectedBar unread =
                new RejectedBar(
                        "nul \0 and \ud800",
                        Long.MIN_VALUE,
                        RejectReason.UNPARSABLE,
                        "a.csv:8",
                        "y".repeat(9999),
                        "file");
        LateBar late = late(Pages.START + 86_400_000);
        LateBar replayed = late(Pages.START + 2 * 86_400_000);
        Runs.write(PostgresSinks.rejected(options), bad, unread, bad);
        Runs.write(PostgresSinks.rejected(Runs.options(POSTGRES, "job-2", "XNYS")), bad, unread);
        Runs.write(PostgresSinks.late(Runs.options(POSTGRES, "job-2", "XNYS")), late, late);
        Runs.write(PostgresSinks.late(Runs.options(POSTGRES, "job-3", "XNYS")), replayed);

        assertThat(
                        POSTGRES.query(
                                "SELECT kind, symbol, open_time AT TIME ZONE 'UTC', reason, place,"
                                        + " left(text, 40), length(text), job_id FROM rejected_rows ORDER BY kind, place"))
                .containsExactly(
                        "late|A|2025-01-06 14:30:00|beyond_horizon|horizon 2025-01-07T14:30:00Z|"
                                + "1m bar: open=1.0 high=2.0 low=0.5 close=|55|job-2",
                        "rejected|A|2025-01-06 14:30:00|high_below_low|a.csv:7|x,1,2|5|job-1",
                        "rejected|nul ? and ?|null|unparsable|a.csv:8|"
                                + "y".repeat(40)
                                + "|256|job-1");
    }

    private static LateBar late(long horizon) {
        return new LateBar(
                "A",
                new Bar(Pages.START, 1, 2, 0.5, 1.5, 10),
                BarSize.M1,
                horizon,
                LateBar.Reason.BEYOND_HORIZON,
                "file");
    }

    @Test
    void keepsTheNewestSnapshotsAndThenOnePerQuarter() throws Exception {
        PostgresSinkOptions options = Runs.options(POSTGRES, "job-1", "XNYS");
        List<FoldSnapshot> snapshots = new ArrayList<>();
        for (int month = 0; month < 24; month++) {
            LocalDate date = LocalDate.of(2023, 1, 2).plusMonths(month);
            snapshots.add(
                    new FoldSnapshot(
                            "A",
                            date.atTime(14, 30).toInstant(ZoneOffset.UTC).toEpochMilli(),
                            (int) date.toEpochDay(),
                            new byte[] {1, (byte) month}));
        }
        Runs.write(PostgresSinks.snapshots(options), snapshots.toArray(new FoldSnapshot[0]));
        assertThat(POSTGRES.query("SELECT session_date FROM fold_snapshots ORDER BY at"))
                .containsExactly(
                        "2023-01-02",
                        "2023-04-02",
                        "2023-07-02",
                        "2023-10-02",
                        "2024-01-02",
                        "2024-04-02",
                        "2024-07-02",
                        "2024-08-02",
                        "2024-09-02",
                        "2024-10-02",
                        "2024-11-02",
                        "2024-12-02");

        List<String> before = POSTGRES.query("SELECT xmin, * FROM fold_snapshots ORDER BY at");
        Runs.write(PostgresSinks.snapshots(options), snapshots.get(23));
        assertThat(POSTGRES.query("SELECT xmin, * FROM fold_snapshots ORDER BY at"))
                .isEqualTo(before);
    }

    @Test
    void addsUpTheReportsOfAllWriters() throws Exception {
        BackfillJobs jobs = new BackfillJobs(POSTGRES.settings("candlemill_job"));
        Instant from = Instant.parse("2025-01-01T00:00:00Z");
        jobs.begin(new Run("job-1", from, null, from, "{\"source\": \"file\"}", "test"));
        PostgresSinkOptions options = Runs.options(POSTGRES, "job-1", "XNYS");
        CompletableFuture<?> one = report(options, "A", "B");
        CompletableFuture<?> two = report(options, "C", "D");
        CompletableFuture.allOf(one, two).get();
        report(options, "A").get();
        jobs.end("job-1", options.lease(), Outcome.FINISHED, "");

        SymbolCounts expected = new SymbolCounts();
        for (int i = 0; i < 4; i++) {
            expected.add(report("A").counts());
        }
        assertThat(StoredCounts.of(POSTGRES.settings("candlemill_job"), "job-1"))
                .usingRecursiveComparison()
                .isEqualTo(expected);
        assertThat(StoredCounts.of(POSTGRES.settings(), "job-9").in).isZero();

        Summary summary = jobs.summary("job-1").orElseThrow();
        assertThat(summary)
                .isEqualTo(
                        new Summary(
                                "finished",
                                1,
                                40,
                                24,
                                4,
                                8,
                                4,
                                8,
                                12,
                                4,
                                Map.of("future", 4L, "not_finite", 4L),
                                summary.candlesByTimeframe()));
        assertThat(summary.candlesByTimeframe()).hasSize(15).containsEntry("1h", 8L);
        assertThat(
                        POSTGRES.query(
                                "SELECT first_bar AT TIME ZONE 'UTC' FROM backfill_job_inputs LIMIT 1"))
                .containsExactly("2025-01-06 14:30:00");
        assertThat(jobs.summary("job-9")).isEmpty();
    }

    @Test
    void aResumedRunIsAnotherAttempt() throws Exception {
        BackfillJobs jobs = new BackfillJobs(POSTGRES.settings("candlemill_job"));
        Run run = new Run("job-1", null, null, null, "{}", "test");
        jobs.begin(run);
        Lease lease = Runs.options(POSTGRES, "job-1", "XNYS").lease();
        jobs.end("job-1", lease, Outcome.FAILED, "killed");
        jobs.begin(run);
        assertThat(POSTGRES.query("SELECT status, attempts, message FROM backfill_jobs"))
                .containsExactly("running|2|null");
    }

    @Test
    void anAttemptThatWasTakenOverDoesNotEndTheRun() throws Exception {
        BackfillJobs jobs = new BackfillJobs(POSTGRES.settings("candlemill_job"));
        Run run = new Run("job-1", null, null, null, "{}", "test");
        Lease former = Runs.options(POSTGRES, "job-1", "XNYS").lease();
        jobs.begin(run);
        Lease current = Runs.options(POSTGRES, "job-1", "XNYS").lease();
        jobs.begin(run);
        jobs.end("job-1", current, Outcome.FINISHED, "");

        assertThatThrownBy(() -> jobs.end("job-1", former, Outcome.FAILED, "late"))
                .isInstanceOf(StaleLeaseException.class);

        assertThat(POSTGRES.query("SELECT status, attempts, message FROM backfill_jobs"))
                .containsExactly("finished|2|null");
    }

    @Test
    void aStaleRunWritesNoReport() throws Exception {
        PostgresSinkOptions options = Runs.options(POSTGRES, "job-1", "XNYS");
        Runs.options(POSTGRES, "job-2", "XNYS");
        assertThatThrownBy(() -> Runs.write(PostgresSinks.reports(options), report("A")))
                .isInstanceOf(StaleLeaseException.class);
        assertThat(POSTGRES.count("backfill_jobs")).isZero();
    }

    @Test
    void countsOfALiveJobAreTheLatestOfEachSymbol() throws Exception {
        PostgresSinkOptions options = Runs.options(POSTGRES, "live-1", "XNYS");
        Runs.write(PostgresSinks.liveCounts(options), report("B"), report("A"));
        SymbolReport later = report("A");
        later.counts().in++;
        later.counts().accepted++;
        Runs.write(PostgresSinks.liveCounts(options), later);

        assertThat(
                        POSTGRES.query(
                                "SELECT symbol, bars_in, accepted, duplicate, corrected, late,"
                                        + " rejected, rejected_by_reason ->> 'future', first_bar ="
                                        + " last_bar, job_id FROM live_counts ORDER BY symbol"))
                .containsExactly("A|11|7|1|2|1|2|1|t|live-1", "B|10|6|1|2|1|2|1|t|live-1");
        assertThat(POSTGRES.count("backfill_jobs")).isZero();
    }

    @Test
    void aStaleLiveJobWritesNoCounts() throws Exception {
        PostgresSinkOptions options = Runs.options(POSTGRES, "live-1", "XNYS");
        Runs.options(POSTGRES, "live-2", "XNYS");
        assertThatThrownBy(() -> Runs.write(PostgresSinks.liveCounts(options), report("A")))
                .isInstanceOf(StaleLeaseException.class);
        assertThat(POSTGRES.count("live_counts")).isZero();
    }

    @Test
    void travelsToTheTaskManagers() throws Exception {
        PostgresSinkOptions options = Runs.options(POSTGRES, "job-1", "XNYS");
        for (Serializable travels :
                List.<Serializable>of(
                        PostgresSinks.candles(options),
                        PostgresSinks.rejected(options),
                        PostgresSinks.late(options),
                        PostgresSinks.snapshots(options),
                        PostgresSinks.reports(options),
                        PostgresSinks.liveCounts(options),
                        PostgresBaselineReader.factory(options))) {
            assertThat(InstantiationUtil.clone(travels)).isNotNull();
        }
    }

    private static CompletableFuture<?> report(PostgresSinkOptions options, String... symbols) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        SymbolReport[] reports = new SymbolReport[symbols.length];
                        for (int i = 0; i < symbols.length; i++) {
                            reports[i] = report(symbols[i]);
                        }
                        Runs.write(PostgresSinks.reports(options), reports);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    private static SymbolReport report(String symbol) {
        SymbolCounts counts = new SymbolCounts();
        counts.in = 10;
        counts.accepted = 6;
        counts.duplicate = 1;
        counts.late = 1;
        counts.corrected = 2;
        counts.countRejected(RejectReason.FUTURE.ordinal(), 1);
        counts.countRejected(RejectReason.NOT_FINITE.ordinal(), 1);
        counts.countCandle(Timeframe.H1.ordinal(), false);
        counts.countCandle(Timeframe.H1.ordinal(), true);
        counts.countCandle(Timeframe.M5.ordinal(), false);
        counts.firstBar = Pages.START;
        counts.lastBar = Pages.START;
        assertThat(counts.isBalanced()).isTrue();
        return new SymbolReport(symbol, counts);
    }
}
