package dev.candlemill.api.udf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PriceScaleTest {

    @Test
    void isAsFineAsTheFinestClose() {
        assertThat(PriceScale.of(List.of(1.08, 1.08345, 1.0834), "fx")).isEqualTo(100_000);
        assertThat(PriceScale.of(List.of(157.125), "fx")).isEqualTo(1_000);
        assertThat(PriceScale.of(List.of(64_123.5, 64_123.25), "crypto")).isEqualTo(100);
    }

    @Test
    void staysWithinHundredthsAndTheEighthDecimal() {
        assertThat(PriceScale.of(List.of(200.0, 100.0), "stock")).isEqualTo(100);
        assertThat(PriceScale.of(List.of(0.000_000_123_456), "crypto")).isEqualTo(100_000_000);
        assertThat(PriceScale.of(List.of(100.10000000000001), "stock")).isEqualTo(100);
    }

    @Test
    void isTheUsualOneBeforeTheFirstCandle() {
        assertThat(PriceScale.of(List.of(), "fx")).isEqualTo(100_000);
        assertThat(PriceScale.of(List.of(), "crypto")).isEqualTo(100_000_000);
        assertThat(PriceScale.of(List.of(), "etf")).isEqualTo(100);
    }
}
