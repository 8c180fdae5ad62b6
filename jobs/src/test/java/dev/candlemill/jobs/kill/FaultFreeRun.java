package dev.candlemill.jobs.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.jobs.kill.KillPlan.Input;
import dev.candlemill.postgres.BackfillJobs.Summary;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run over some input leaves behind when nothing happens to it.
 *
 * @param counts as {@link ChildBackfill#await} has them
 * @param rows in {@code candles}
 * @param reports rows of symbols in {@code backfill_job_inputs}
 */
record FaultFreeRun(
        Input input,
        RunOutput output,
        Map<String, Long> counts,
        Summary summary,
        long rows,
        long reports) {

    static FaultFreeRun of(Input input, KilledRun run) throws Exception {
        Map<String, Long> counts = run.runHere(input.arguments());
        assertThat(counts.get("duplicate")).isPositive();
        assertThat(counts.get("rejected")).isPositive();
        if (input == Input.CORRECTED) {
            assertThat(counts.get("late")).isPositive();
            assertThat(counts.get("corrected")).isPositive();
        }
        return new FaultFreeRun(
                input, run.output(), counts, run.summary(), run.rows(), run.reports());
    }

    long rows(double share) {
        return Math.round(rows * share);
    }

    /**
     * Holds a finished run against this one.
     *
     * @param attempts that the run took
     */
    void assertLeftBy(KilledRun run, int attempts, Map<String, Long> runCounts) throws Exception {
        // A row that was revised before a crash may be revised again after it.
        boolean hasEqualRevisions = input == Input.ORDERED;
        run.output().assertSameAs(output, hasEqualRevisions);
        assertThat(withoutBarsRead(runCounts)).isEqualTo(withoutBarsRead(counts));
        assertThat(runCounts.get("in"))
                .isEqualTo(
                        runCounts.get("accepted")
                                + runCounts.get("duplicate")
                                + runCounts.get("late")
                                + runCounts.get("rejected"));
        assertRow(run.summary(), attempts, hasEqualRevisions);
        assertThat(run.leaseEpoch()).isEqualTo(attempts);
    }

    private void assertRow(Summary row, int attempts, boolean hasEqualRevisions) {
        assertThat(row.status()).isEqualTo("finished");
        assertThat(row.attempts()).isEqualTo(attempts);
        assertThat(row.in())
                .isEqualTo(row.accepted() + row.duplicate() + row.late() + row.rejected());
        assertThat(row.in()).isEqualTo(summary.in());
        assertThat(row.accepted()).isEqualTo(summary.accepted());
        assertThat(row.duplicate()).isEqualTo(summary.duplicate());
        assertThat(row.corrected()).isEqualTo(summary.corrected());
        assertThat(row.late()).isEqualTo(summary.late());
        assertThat(row.rejectedByReason()).isEqualTo(summary.rejectedByReason());
        if (hasEqualRevisions) {
            assertThat(row.candlesByTimeframe()).isEqualTo(summary.candlesByTimeframe());
        }
    }

    private static Map<String, Long> withoutBarsRead(Map<String, Long> counts) {
        Map<String, Long> rest = new TreeMap<>(counts);
        rest.remove("barsRead");
        return rest;
    }
}
