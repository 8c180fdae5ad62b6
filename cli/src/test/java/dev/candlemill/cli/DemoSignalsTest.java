package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo shows, on half of its years and some of its symbols. */
final class DemoSignalsTest {

    @TempDir Path folder;

    @Test
    void everyStrategyOfTheDemoBuysAndSellsOn1hAndOn1d() throws Exception {
        TestProject.Run run =
                new TestProject(folder)
                        .run(
                                "backfill",
                                "--source=simulated",
                                "--stocks=6",
                                "--crypto=1",
                                "--from=2024-01-01",
                                "--to=2025-07-01",
                                "--strategies=" + String.join(",", DemoSetups.STRATEGIES),
                                "--strategy-timeframes=1h,1d",
                                "--timeframes=1h,1d",
                                "--sink=csv",
                                "--output=" + folder.resolve("out"));
        assertThat(run.code()).as(run.err()).isZero();

        List<String> lines = Files.readAllLines(folder.resolve("out/signals.csv"));
        Set<String> found = new TreeSet<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cell = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
            found.add(cell[5].replace("\"", "") + " " + cell[2] + " " + cell[6]);
        }
        Set<String> expected = new TreeSet<>();
        for (String strategy : DemoSetups.STRATEGIES) {
            for (String timeframe : List.of("1h", "1d")) {
                expected.add(strategy + " " + timeframe + " BUY");
                expected.add(strategy + " " + timeframe + " SELL");
            }
        }
        assertThat(found).isEqualTo(expected);
    }
}
