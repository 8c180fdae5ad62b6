package dev.candlemill.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.spec.SpecException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StrategiesTest {

    private static final Strategies STRATEGIES =
            Strategies.load(StrategiesTest.class.getClassLoader());

    @Test
    void oursAndThoseOfOtherJarsAreFound() {
        assertThat(STRATEGIES.all())
                .extracting(StrategyDefinition::name)
                .containsExactly(
                        "bollinger",
                        "cci_pullback",
                        "ema_cross",
                        "every_candle",
                        "fragile",
                        "macd",
                        "rsi",
                        "sma_cross");
    }

    @Test
    void everyWayOfWritingHasOneForm() {
        assertThat(STRATEGIES.of("sma_cross").spec()).hasToString("sma_cross(20,50)");
        assertThat(STRATEGIES.of("SMA_CROSS( slow=50, fast=20.0 )").spec())
                .hasToString("sma_cross(20,50)");
        assertThat(STRATEGIES.of("rsi(trigger=enter)").spec()).hasToString("rsi(14,30,70)");
        assertThat(STRATEGIES.of("rsi(trigger=exit)").spec())
                .hasToString("rsi(14,30,70,trigger=exit)");
        assertThat(STRATEGIES.of("bollinger(20,2.50)").spec()).hasToString("bollinger(20,2.5)");
    }

    @Test
    void anUnknownNameNamesTheNearestAndAll() {
        assertThatThrownBy(() -> STRATEGIES.of("bolinger(20,2)"))
                .isInstanceOf(SpecException.class)
                .hasMessage(
                        "no strategy 'bolinger': expected one of [bollinger, cci_pullback,"
                                + " ema_cross, every_candle, fragile, macd, rsi, sma_cross]; did you"
                                + " mean bollinger?");
    }

    @Test
    void twoOfOneNameAreAnError() {
        assertThatThrownBy(
                        () -> Strategies.of(List.of(new SmaCross(), new OwnStrategy("sma_cross"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "two strategies are named sma_cross: dev.candlemill.strategy.SmaCross and"
                                + " dev.candlemill.strategy.OwnStrategy");
    }

    @Test
    void aNameMustFitIntoASpec() {
        assertThatThrownBy(() -> Strategies.of(List.of(new OwnStrategy("My Strategy"))))
                .hasMessage(
                        "dev.candlemill.strategy.OwnStrategy is named 'My Strategy': expected lower"
                                + " case letters, digits and underscores");
    }

    @Test
    void aRegisteredClassThatIsMissingIsNamed(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(StrategyDefinition.class.getName()), "org.example.Missing\n");
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            assertThatThrownBy(() -> Strategies.load(loader))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a registered strategy cannot be used")
                    .hasMessageContaining("org.example.Missing");
        }
    }
}
