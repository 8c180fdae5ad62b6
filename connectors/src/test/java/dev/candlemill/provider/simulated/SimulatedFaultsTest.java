package dev.candlemill.provider.simulated;

import static dev.candlemill.provider.simulated.SimulatedFixture.COIN;
import static dev.candlemill.provider.simulated.SimulatedFixture.STOCK;
import static dev.candlemill.provider.simulated.SimulatedFixture.calendar;
import static dev.candlemill.provider.simulated.SimulatedFixture.describe;
import static dev.candlemill.provider.simulated.SimulatedFixture.pages;
import static dev.candlemill.provider.simulated.SimulatedFixture.records;
import static dev.candlemill.provider.simulated.SimulatedFixture.settings;
import static dev.candlemill.provider.simulated.SimulatedFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.candle.SymbolCounts;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedFaultsTest {

    private static final double RATE = 0.01;
    private static final SimulatedSettings YEAR =
            settings("2024-01-01", "2025-01-01").withFaults(Faults.each(RATE));

    @ParameterizedTest
    @ValueSource(strings = {STOCK, COIN, "XHKG:ZOKAJ", "FX:ZOKLIF"})
    void endInTheTruthWhenTheLastValidRecordWins(String symbol) {
        for (int pageSize : new int[] {50, 288, 1_000_000}) {
            Replay replay = Replay.of(calendar(symbol), pages(YEAR.withPageSize(pageSize), symbol));
            SimulatedMarket market = new SimulatedMarket(YEAR);

            assertThat(text(replay.bars())).isEqualTo(text(market.truth(symbol)));
            assertThat(describe(replay.counts())).isEqualTo(describe(market.counts(symbol)));
        }
    }

    @Test
    void endInTheTruthOfMinuteBarsToo() {
        SimulatedSettings minutes =
                YEAR.withBarSize(BarSize.M1)
                        .between(
                                Instant.parse("2024-02-14T15:00:00Z"),
                                Instant.parse("2024-06-20T15:00:00Z"));
        for (String symbol : minutes.symbols()) {
            Replay replay = Replay.of(calendar(symbol), pages(minutes, symbol));
            SimulatedMarket market = new SimulatedMarket(minutes);

            assertThat(text(replay.bars())).isEqualTo(text(market.truth(symbol)));
            assertThat(describe(replay.counts())).isEqualTo(describe(market.counts(symbol)));
        }
    }

    @Test
    void leaveTheTruthOfAHalfThatOfTheWhole() {
        SimulatedMarket market = new SimulatedMarket(YEAR);
        long middle = Instant.parse("2024-07-17T12:00:00Z").toEpochMilli();
        for (String symbol : YEAR.symbols()) {
            BarColumns halves = market.truth(symbol, YEAR.from(), middle);
            BarColumns second = market.truth(symbol, middle, YEAR.to());
            halves.addRange(second, 0, second.size());

            assertThat(text(halves)).isEqualTo(text(market.truth(symbol)));
        }
    }

    @Test
    void comeAboutAsOftenAsAsked() {
        SymbolCounts counts = new SimulatedMarket(YEAR).counts(COIN);
        double bars = 366 * 288;
        double beyondHorizonIsDelivered = 0.7;

        assertThat(counts.duplicate / bars).isCloseTo(RATE, within(0.1 * RATE));
        assertThat(counts.corrected / bars).isCloseTo(RATE, within(0.1 * RATE));
        assertThat(counts.rejected() / bars).isCloseTo(RATE, within(0.1 * RATE));
        assertThat(counts.late / bars)
                .isCloseTo(beyondHorizonIsDelivered * RATE, within(0.2 * RATE));
        double onceAccepted = counts.accepted - counts.corrected;
        assertThat(onceAccepted / bars).isBetween(0.9, 0.98);
        assertThat(counts.isBalanced()).isTrue();
    }

    @Test
    void spoilBarsInEveryWayThatTheVenueAllows() {
        SimulatedMarket market = new SimulatedMarket(YEAR);
        EnumSet<RejectReason> ofBars =
                EnumSet.of(
                        RejectReason.NOT_FINITE,
                        RejectReason.HIGH_BELOW_LOW,
                        RejectReason.OUTSIDE_RANGE,
                        RejectReason.NEGATIVE_VOLUME,
                        RejectReason.NEGATIVE_PRICE,
                        RejectReason.OFF_GRID,
                        RejectReason.FUTURE);

        assertThat(market.counts(COIN).rejectedByReason()).containsOnlyKeys(ofBars);
        ofBars.add(RejectReason.OUTSIDE_SESSION);
        assertThat(market.counts(STOCK).rejectedByReason()).containsOnlyKeys(ofBars);
    }

    @Test
    void areOfTheKindsAskedForOnly() {
        SimulatedSettings late =
                settings("2024-01-01", "2024-03-01").withFaults(new Faults(0.2, 0, 0, 0, 0, 0, 0));
        SimulatedSettings clean = settings("2024-01-01", "2024-03-01");
        for (String symbol : late.symbols()) {
            List<String> records = text(records(late, symbol));

            assertThat(records).isNotEqualTo(text(records(clean, symbol)));
            assertThat(records.stream().sorted().toList()).isEqualTo(text(records(clean, symbol)));
        }
    }

    @Test
    void takeAStretchOutInAnOutage() {
        SimulatedSettings outages =
                settings("2024-01-01", "2024-03-01").withFaults(new Faults(0, 0, 0, 0, 0, 0, 1));

        BarColumns bars = records(outages, STOCK);

        assertThat(bars.size()).isBetween(41 * 78 / 2, 41 * 78 * 4 / 5);
        assertThat(text(records(settings("2024-01-01", "2024-03-01"), STOCK)))
                .containsAll(text(bars));
    }
}
