package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.Surroundings;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExpectedBarsTest {

    @Test
    void countsThroughTheLastCoveredSession() throws Exception {
        assertThat(expected("2028-12-29", "2029-01-01")).isEqualTo(78);
        assertThat(expected("2028-12-01", "2029-01-01")).isEqualTo(20 * 78);
    }

    private static long expected(String from, String to) throws Exception {
        String[] arguments = {
            "--source=simulated",
            "--symbols=XNAS:A",
            "--from=" + from,
            "--to=" + to,
            "--sink=csv",
            "--output=out"
        };
        Surroundings here = new Surroundings(Map.of(), Clock.systemUTC(), Map.of());
        return ExpectedBars.of(BackfillArguments.parse(arguments, here).options());
    }
}
