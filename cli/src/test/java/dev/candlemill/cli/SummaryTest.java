package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.BackfillOptions;
import dev.candlemill.jobs.BackfillResult;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.Surroundings;
import java.time.Clock;
import java.time.Duration;
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

    private static String summary(Optional<SymbolCounts> counts) throws Exception {
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
        return new Summary(options, new BackfillResult("job-1", counts, 0, Duration.ofSeconds(2)))
                .text();
    }
}
