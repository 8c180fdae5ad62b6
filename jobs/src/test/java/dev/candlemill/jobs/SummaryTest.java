package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.BackfillResult.HandedOver;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.Surroundings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void saysThatEveryCandleWasStoredOnlyWhereBarsCameThatWere() throws Exception {
        SymbolCounts counts = new SymbolCounts();
        assertThat(summary(Optional.of(counts)))
                .startsWith("job-1: 0 bars in 2.0 s")
                .contains("\n\nno candles written by this run: no bar was read\n");

        counts.in = 3;
        counts.countRejected(RejectReason.OUTSIDE_SESSION.ordinal(), 3);
        assertThat(summary(Optional.of(counts)))
                .contains("\n\nno candles written by this run: no bar was accepted\n")
                .doesNotContain("stored already");

        counts.in = 5;
        counts.duplicate = 2;
        assertThat(summary(Optional.of(counts)))
                .contains(
                        "\n\nnothing added and nothing changed: every candle was stored already\n");
    }

    @Test
    void saysWhyTheCsvFolderGotNothingBesidePostgres() throws Exception {
        SymbolCounts counts = new SymbolCounts();
        counts.in = 2;
        counts.duplicate = 2;

        assertThat(
                        summary(
                                Optional.of(counts),
                                List.of(
                                        "--sink=postgres",
                                        "--postgres-url=jdbc:postgresql://db/market")))
                .contains(
                        "every candle was stored already in Postgres, and the CSV folder gets only"
                                + " what is new there\n");
    }

    @Test
    void countsFiveMinuteCandlesAlsoWhereOthersWereAskedFor() throws Exception {
        SymbolCounts counts = new SymbolCounts();
        counts.in = 3;
        counts.accepted = 3;
        counts.countCandles(Timeframe.M5, 3, 0);

        assertThat(summary(Optional.of(counts), List.of("--timeframes=1d")))
                .containsPattern("timeframe +candles +revisions\n5m +3 +0\n")
                .doesNotContain("nothing added");
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
                                List.of(),
                                "setup run on XNAS:AAPL: fragile(3) on 1h at"
                                        + " 2025-01-02T14:30:00Z: java.lang.ArithmeticException"))
                .endsWith(
                        "\n\nstopped: setup run on XNAS:AAPL: fragile(3) on 1h at"
                                + " 2025-01-02T14:30:00Z: java.lang.ArithmeticException");
    }

    @Test
    void saysWhatWasHandedOverAndToWhomAndCountsItsRejectedRecords() throws Exception {
        SymbolCounts rejected = new SymbolCounts();
        rejected.in = 2;
        rejected.countRejected(RejectReason.OFF_GRID.ordinal(), 2);
        HandedOver handed =
                new HandedOver(
                        1_234, rejected, Instant.parse("2025-05-01T00:00:00Z"), Optional.of("me"));
        BackfillResult own = BackfillResult.nothing("job-1", Duration.ofSeconds(2));

        assertThat(text(List.of(), own.with(handed)))
                .startsWith("job-1: 2 bars in 2.0 s")
                .contains("no candles written by this run", "off_grid         2  open time")
                .endsWith(
                        "\n\nhanded            1,234  that open since 2025-05-01T00:00:00Z, to live"
                                + " job me, which folds them after its next checkpoint")
                .doesNotContain("DO NOT ADD UP");
    }

    private static String summary(Optional<SymbolCounts> counts) throws Exception {
        return summary(counts, List.of());
    }

    private static String summary(
            Optional<SymbolCounts> counts, List<String> flags, String... stopped) throws Exception {
        return text(
                flags,
                new BackfillResult(
                        "job-1",
                        counts,
                        Optional.empty(),
                        List.of(stopped),
                        counts.map(c -> c.in / 2).orElse(0L),
                        Duration.ofSeconds(2)));
    }

    private static String text(List<String> flags, BackfillResult result) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--source=simulated",
                                "--from=2025-01-01",
                                "--to=2025-02-01",
                                "--sink=csv",
                                "--output=out",
                                "--job-id=job-1"));
        arguments.addAll(flags);
        BackfillOptions options =
                BackfillArguments.parse(
                                arguments.toArray(new String[0]),
                                new Surroundings(Map.of(), Clock.systemUTC(), Map.of()))
                        .options();
        return new Summary(options, result).text();
    }
}
