package dev.candlemill.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MarketClockTest {

    private static final Instant OPEN = Instant.parse("2025-07-03T13:30:00Z");
    private static final Instant CLOSE = Instant.parse("2025-07-03T17:00:00Z");

    private final MarketClock clock = new MarketClock(1_000, OPEN.toEpochMilli(), 60, 1L << 60);

    @Test
    void runsAsFastAsItIsTold() {
        assertThat(clock.at(1_000)).isEqualTo(OPEN.toEpochMilli());
        assertThat(clock.at(1_500)).isEqualTo(OPEN.toEpochMilli() + 30_000);
        assertThat(clock.realAt(OPEN.toEpochMilli() + 30_000)).isEqualTo(1_500);
        assertThat(clock.realAt(OPEN.toEpochMilli() + 30_001)).isEqualTo(1_501);
    }

    @Test
    void standsWhereItIsToStop() {
        MarketClock stopping = clock.until(CLOSE);
        long stops = 1_000 + 210_000;

        assertThat(stopping.at(stops - 1)).isEqualTo(CLOSE.toEpochMilli() - 60);
        assertThat(stopping.at(stops)).isEqualTo(CLOSE.toEpochMilli());
        assertThat(stopping.at(Long.MAX_VALUE / 1_000)).isEqualTo(CLOSE.toEpochMilli());
        assertThat(stopping.realAt(CLOSE.toEpochMilli())).isEqualTo(stops);
        assertThat(stopping.realAt(CLOSE.toEpochMilli() + 1)).isEqualTo(MarketClock.NEVER);
    }

    @Test
    void neverStopsBeforeItBegan() {
        assertThat(clock.until(OPEN.minusSeconds(1)).at(1_000_000)).isEqualTo(OPEN.toEpochMilli());
    }

    @Test
    void theRealOneStopsToo() {
        assertThat(MarketClock.real().until(CLOSE).now()).isEqualTo(CLOSE.toEpochMilli());
        assertThat(MarketClock.real().now()).isGreaterThan(CLOSE.toEpochMilli());
    }
}
