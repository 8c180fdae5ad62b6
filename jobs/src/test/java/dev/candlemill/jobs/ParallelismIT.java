package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.candle.SymbolCounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nine symbols with every kind of fault, at one, two and four writers. */
class ParallelismIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(4);

    @TempDir private Path folder;

    @Test
    void rowsAndSignalsAreTheSameToTheLastByteAtAnyParallelism() throws Exception {
        SymbolCounts one = run(1);
        List<String> candles = lines(1, "candles.csv");
        List<String> signals = lines(1, "signals.csv");
        assertThat(symbols(candles, 0)).hasSize(9);
        assertThat(symbols(signals, 1)).hasSize(9);
        assertThat(signals).anyMatch(line -> line.endsWith(",RETRACTED"));
        assertThat(signals).anyMatch(line -> line.endsWith(",REVISED"));
        assertThat(signals).anyMatch(line -> line.endsWith(",1,NEW"));

        for (int parallelism : new int[] {2, 4}) {
            SymbolCounts counts = run(parallelism);

            assertThat(counts.in).isEqualTo(one.in);
            assertThat(counts.corrected).isEqualTo(one.corrected).isPositive();
            for (String file : List.of("candles.csv", "signals.csv", "late.csv", "rejected.csv")) {
                assertThat(folder.resolve(parallelism + "/" + file))
                        .hasSameBinaryContentAs(folder.resolve("1/" + file));
            }
        }
    }

    private SymbolCounts run(int parallelism) throws Exception {
        return BackfillRun.run(
                BackfillRun.options(
                        folder,
                        "--source=simulated",
                        "--job-id=run-" + parallelism,
                        "--stocks=8",
                        "--crypto=1",
                        "--set=simulated.late=0.003",
                        "--set=simulated.revised=0.003",
                        "--set=simulated.duplicate=0.002",
                        "--set=simulated.bad=0.002",
                        "--from=2025-01-01",
                        "--to=2025-02-15",
                        "--strategies=every_candle,sma_cross(5,20),rsi(14,30,70),bollinger(20,2)",
                        "--strategy-timeframes=15m,1h,1d",
                        "--warm-up=defined",
                        "--sink=csv",
                        "--output=" + folder.resolve(Integer.toString(parallelism)),
                        "--parallelism=" + parallelism));
    }

    private List<String> lines(int parallelism, String file) throws Exception {
        List<String> lines = Files.readAllLines(folder.resolve(parallelism + "/" + file));
        return lines.subList(1, lines.size());
    }

    private static List<String> symbols(List<String> lines, int column) {
        return lines.stream()
                .map(line -> line.split(",")[column])
                .distinct()
                .collect(Collectors.toList());
    }
}
