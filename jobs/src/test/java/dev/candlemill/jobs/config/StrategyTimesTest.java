package dev.candlemill.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.strategy.StrategyOptions;
import dev.candlemill.strategy.WarmUp;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategyTimesTest {

    @Test
    void areAsSaidElseAsInTheRunElseTheDefaults() throws Exception {
        assertThat(StrategyTimes.of(Map.of(), Map.of()))
                .isEqualTo(new StrategyOptions(WarmUp.USABLE, 60_000));

        Map<String, String> told =
                Map.of(
                        "strategies.warm-up", "stable",
                        "grace.polling", "90s",
                        "feed.delayed", "true",
                        "grace.delayed", "20m",
                        "csv.output", "out",
                        "venue", "NOWHERE");
        assertThat(StrategyTimes.of(Map.of(), told))
                .isEqualTo(new StrategyOptions(WarmUp.STABLE, 90_000 + 20 * 60_000));
        assertThat(StrategyTimes.of(Map.of("strategies.warm-up", "defined"), told).warmUp())
                .isEqualTo(WarmUp.DEFINED);
    }

    @Test
    void refuseWhatCannotBe() {
        assertThatThrownBy(() -> StrategyTimes.of(Map.of("grace.polling", "soon"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "grace.polling: found \"soon\" in flags, expected a duration");
    }
}
