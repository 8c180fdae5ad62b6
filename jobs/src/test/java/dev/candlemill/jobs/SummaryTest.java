package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.Surroundings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void saysThatNothingWasAdded() throws Exception {
        assertThat(summary(Optional.of(new SymbolCounts())))
                .startsWith("job-1: 0 bars in 2.0 s")
                .contains("nothing added and nothing changed");
    }

    @Test
    void saysThatCountsAreUnknownInsteadOfZero() throws Exception {
        assertThat(summary(Optional.empty()))
                .startsWith("job-1: committed in 2.0 s")
                .contains("counts are unknown: every task had finished before the restart")
                .doesNotContain("nothing added", "accepted");
    }

    @Test
    void accountsForEveryBarAndSaysWhatWouldKeepThem() throws Exception {
        SymbolCounts counts = new SymbolCounts();
        counts.in = 1_234;
        counts.accepted = 1_000;
        counts.corrected = 2;
        counts.duplicate = 200;
        counts.late = 4;
        counts.countRejected(RejectReason.OUTSIDE_SESSION.ordinal(), 30);
        counts.countCandles(Timeframe.H1, 83, 5);

        assertThat(summary(Optional.of(counts)).lines().map(line -> line.replaceAll(" +", " ")))
                .startsWith(
                        "job-1: 1,234 bars, 617 of them read now, in 2.0 s, 309 bars/s",
                        "",
                        "timeframe candles revisions",
                        "1h 83 5",
                        "",
                        "in 1,234",
                        "= accepted 1,000 (corrected 2)",
                        "+ duplicate 200",
                        "+ late 4",
                        "+ rejected 30")
                .anyMatch(line -> line.contains("--session extended or --outside merge-close"))
                .noneMatch(line -> line.contains("DO NOT ADD UP"));
    }

    @Test
    void cryWhereTheyDoNotAddUp() throws Exception {
        SymbolCounts counts = new SymbolCounts();
        counts.in = 2;
        counts.accepted = 1;
        assertThat(summary(Optional.of(counts))).contains("THESE DO NOT ADD UP");
    }

    @Test
    void saysWhichSetupsWereStoppedAndWhy() throws Exception {
        assertThat(
                        summary(
                                Optional.of(new SymbolCounts()),
                                "setup run on XNAS:AAPL: fragile(3) on 1h at"
                                        + " 2025-01-02T14:30:00Z: java.lang.ArithmeticException"))
                .endsWith(
                        "\n\nstopped: setup run on XNAS:AAPL: fragile(3) on 1h at"
                                + " 2025-01-02T14:30:00Z: java.lang.ArithmeticException");
    }

    private static String summary(Optional<SymbolCounts> counts, String... stopped)
            throws Exception {
        String[] arguments = {
            "--source=simulated",
            "--from=2025-01-01",
            "--to=2025-02-01",
            "--sink=csv",
            "--output=out",
            "--job-id=job-1"
        };
        BackfillOptions options =
                BackfillArguments.parse(
                                arguments, new Surroundings(Map.of(), Clock.systemUTC(), Map.of()))
                        .options();
        return new Summary(
                        options,
                        new BackfillResult(
                                "job-1",
                                counts,
                                List.of(stopped),
                                counts.map(c -> c.in / 2).orElse(0L),
                                Duration.ofSeconds(2)))
                .text();
    }
}
