package dev.candlemill.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.spec.SpecException;
import dev.candlemill.strategy.Strategies;
import org.junit.jupiter.api.Test;

final class ParameterGridTest {

    private static final Strategies KNOWN =
            Strategies.load(ParameterGridTest.class.getClassLoader());

    @Test
    void variesWhatItNamesAndKeepsTheRest() {
        ParameterGrid grid =
                ParameterGrid.of("rsi(14,30,70)", "oversold=20..30/5,trigger=enter|exit", KNOWN);

        assertThat(grid.strategies())
                .containsExactly(
                        "rsi(14,20,70)",
                        "rsi(14,20,70,trigger=exit)",
                        "rsi(14,25,70)",
                        "rsi(14,25,70,trigger=exit)",
                        "rsi(14,30,70)",
                        "rsi(14,30,70,trigger=exit)");
        assertThat(grid.skipped()).isZero();
    }

    @Test
    void countsCombinationsThatTheStrategyRefuses() {
        ParameterGrid grid = ParameterGrid.of("sma_cross", "fast=5..7,slow=6..7", KNOWN);

        assertThat(grid.strategies())
                .containsExactly("sma_cross(5,6)", "sma_cross(5,7)", "sma_cross(6,7)");
        assertThat(grid.skipped()).isEqualTo(3);
        assertThat(grid.refusal()).contains("fast");
    }

    @Test
    void namesWhatItCannotRead() {
        assertRefused("sma_cros", "fast=1..2", "did you mean sma_cross?");
        assertRefused("sma_cross", "fst=5..50", "no parameter 'fst'", "did you mean fast?");
        assertRefused("sma_cross", "fast", "expected a form like fast=5..50");
        assertRefused("sma_cross", "fast=5..x", "cannot read 'fast=5..x'", "found 'x'");
        assertRefused("sma_cross", "fast=", "found ''");
        assertRefused("sma_cross", "fast=50..5", "expected from <= to");
        assertRefused("sma_cross", "fast=1..2,fast=3", "fast is twice");
        assertRefused("sma_cross", "fast=1..999,slow=1..999", "more than 100000");
        assertRefused("sma_cross", "fast=1..1e99", "more than 100000");
        assertRefused("sma_cross", "fast=1..1e999999999", "found '1e999999999'");
    }

    private static void assertRefused(String base, String grid, String... reasons) {
        assertThatThrownBy(() -> ParameterGrid.of(base, grid, KNOWN))
                .isInstanceOf(SpecException.class)
                .hasMessageContainingAll(reasons);
    }
}
