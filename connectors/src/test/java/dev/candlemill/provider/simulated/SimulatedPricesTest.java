package dev.candlemill.provider.simulated;

import static dev.candlemill.provider.simulated.SimulatedFixture.COIN;
import static dev.candlemill.provider.simulated.SimulatedFixture.STOCK;
import static dev.candlemill.provider.simulated.SimulatedFixture.calendar;
import static dev.candlemill.provider.simulated.SimulatedFixture.records;
import static dev.candlemill.provider.simulated.SimulatedFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarRules;
import dev.candlemill.calendar.Session;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedPricesTest {

    private static final SimulatedSettings THREE_YEARS = settings("2022-01-01", "2025-01-01");
    private static final BarColumns STOCK_BARS = records(THREE_YEARS, STOCK);
    private static final BarColumns COIN_BARS = records(THREE_YEARS, COIN);

    @Test
    void areValidBarsOfManySymbols() {
        for (String symbol : SimulatedTickers.stocks(3, 30)) {
            assertValid(records(settings("2020-01-01", "2020-07-01"), symbol), 100);
        }
        for (String symbol : SimulatedTickers.crypto(3, 10)) {
            assertValid(records(settings("2020-01-01", "2020-03-01"), symbol), 1e6);
        }
        assertValid(records(settings("2020-01-01", "2020-03-01"), "FX:ZOKLIF"), 1e5);
        assertValid(records(settings("2025-01-01", "2025-03-01"), "XHKG:ZOKAJ"), 100);
    }

    @Test
    void gapOvernightButNotWithinTheDay() {
        List<Double> overnight = new ArrayList<>();
        for (int i = 1; i < STOCK_BARS.size(); i++) {
            double gap = Math.abs(STOCK_BARS.open(i) - STOCK_BARS.close(i - 1));
            if (STOCK_BARS.openTime(i) - STOCK_BARS.openTime(i - 1) > 300_000) {
                overnight.add(gap / STOCK_BARS.close(i - 1));
            } else {
                assertThat(gap).isLessThan(0.0101);
            }
        }
        assertThat(overnight).hasSizeGreaterThan(700);
        assertThat(mean(overnight)).isBetween(0.001, 0.05);
        assertThat(overnight).anyMatch(gap -> gap > 0.02);
    }

    @Test
    void neverGapWhereTheMarketNeverCloses() {
        for (int i = 1; i < COIN_BARS.size(); i++) {
            assertThat(Math.abs(COIN_BARS.open(i) / COIN_BARS.close(i - 1) - 1)).isLessThan(1e-3);
        }
    }

    @Test
    void tradeMostAtTheOpenAndAtTheClose() {
        double[] volume = new double[78];
        double[] range = new double[78];
        for (int i = 0; i < STOCK_BARS.size(); i++) {
            Session session = calendar(STOCK).sessionAt(STOCK_BARS.openTime(i));
            if (session.slotCount() == 78) {
                int slot = session.slotAt(STOCK_BARS.openTime(i));
                volume[slot] += STOCK_BARS.volume(i);
                range[slot] += (STOCK_BARS.high(i) - STOCK_BARS.low(i)) / STOCK_BARS.open(i);
            }
        }
        assertThat(mean(volume, 0, 6)).isGreaterThan(2 * mean(volume, 36, 42));
        assertThat(mean(volume, 72, 78)).isGreaterThan(2 * mean(volume, 36, 42));
        assertThat(mean(range, 0, 6)).isGreaterThan(1.4 * mean(range, 36, 42));
    }

    @Test
    void tradeCoinsLessAtWeekendsAndByNight() {
        double[] byDay = new double[8];
        double[] byHour = new double[24];
        for (int i = 0; i < COIN_BARS.size(); i++) {
            var time = Instant.ofEpochMilli(COIN_BARS.openTime(i)).atOffset(ZoneOffset.UTC);
            byDay[time.getDayOfWeek().getValue()] += COIN_BARS.volume(i);
            byHour[time.getHour()] += COIN_BARS.volume(i);
        }
        assertThat(mean(byDay, 1, 6)).isGreaterThan(1.2 * mean(byDay, 6, 8));
        assertThat(byHour[15]).isBetween(1.3 * byHour[3], 4 * byHour[3]);
    }

    @Test
    void clusterTheirVolatilityFromDayToDayAndWithinTheDay() {
        List<Double> days = new ArrayList<>();
        List<Double> bars = new ArrayList<>();
        double dayClose = COIN_BARS.close(0);
        for (int i = 288; i < COIN_BARS.size(); i++) {
            bars.add(Math.abs(COIN_BARS.close(i) / COIN_BARS.close(i - 1) - 1));
            if (i % 288 == 287) {
                days.add(Math.abs(COIN_BARS.close(i) / dayClose - 1));
                dayClose = COIN_BARS.close(i);
            }
        }
        assertThat(autocorrelation(days, 1)).isGreaterThan(0.05);
        assertThat(autocorrelation(bars, 1)).isGreaterThan(0.1);
    }

    @Test
    void moveLikeAMarketOverTheYears() {
        for (BarColumns bars : List.of(STOCK_BARS, COIN_BARS)) {
            double lowest = Double.MAX_VALUE;
            double highest = 0;
            for (int i = 0; i < bars.size(); i++) {
                lowest = Math.min(lowest, bars.low(i));
                highest = Math.max(highest, bars.high(i));
            }
            assertThat(highest / lowest).isBetween(1.3, 30.0);
        }
    }

    private static void assertValid(BarColumns bars, double priceScale) {
        assertThat(bars.isEmpty()).isFalse();
        for (int i = 0; i < bars.size(); i++) {
            assertThat(
                            BarRules.check(
                                    bars.open(i),
                                    bars.high(i),
                                    bars.low(i),
                                    bars.close(i),
                                    bars.volume(i),
                                    false))
                    .isNull();
            double ticks = Math.rint(bars.close(i) * priceScale);
            assertThat(ticks / priceScale).isEqualTo(bars.close(i));
        }
    }

    private static double autocorrelation(List<Double> values, int lag) {
        double mean = mean(values);
        double together = 0;
        double squares = 0;
        for (int i = 0; i < values.size(); i++) {
            double here = values.get(i) - mean;
            squares += here * here;
            together += i < lag ? 0 : here * (values.get(i - lag) - mean);
        }
        return together / squares;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }
}
