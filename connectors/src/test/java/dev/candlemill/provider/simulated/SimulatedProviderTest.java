package dev.candlemill.provider.simulated;

import static dev.candlemill.provider.simulated.SimulatedFixture.COIN;
import static dev.candlemill.provider.simulated.SimulatedFixture.STOCK;
import static dev.candlemill.provider.simulated.SimulatedFixture.calendar;
import static dev.candlemill.provider.simulated.SimulatedFixture.joined;
import static dev.candlemill.provider.simulated.SimulatedFixture.pages;
import static dev.candlemill.provider.simulated.SimulatedFixture.records;
import static dev.candlemill.provider.simulated.SimulatedFixture.settings;
import static dev.candlemill.provider.simulated.SimulatedFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Session;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedProviderTest {

    private static final SimulatedSettings HALF_A_YEAR =
            settings("2024-11-01", "2025-05-01").withFaults(Faults.each(0.01));

    @Test
    void plansOneRangePerSymbol() {
        SimulatedProvider provider = new SimulatedProvider(HALF_A_YEAR);

        assertThat(provider.name()).isEqualTo("simulated");
        assertThat(provider.plan())
                .containsExactly(
                        new SymbolRange(STOCK, HALF_A_YEAR.from(), HALF_A_YEAR.to()),
                        new SymbolRange(COIN, HALF_A_YEAR.from(), HALF_A_YEAR.to()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, 1_000_000_000})
    void saysTheSameAtAnyPageSize(int pageSize) {
        for (String symbol : HALF_A_YEAR.symbols()) {
            BarColumns expected = records(HALF_A_YEAR, symbol);
            List<BarPage> pages = pages(HALF_A_YEAR.withPageSize(pageSize), symbol);

            assertThat(pages).allMatch(page -> page.bars().size() <= pageSize);
            assertThat(text(joined(pages))).isEqualTo(text(expected));
        }
    }

    @Test
    void continuesRightAfterAnyPage() throws IOException {
        SimulatedProvider provider = new SimulatedProvider(HALF_A_YEAR.withPageSize(501));
        for (SymbolRange range : provider.plan()) {
            PageCursor cursor = provider.open(range, 0);
            long position = cursor.position();
            for (BarPage page = cursor.next(); page != null; page = cursor.next()) {
                BarPage reopened = provider.open(range, position).next();

                assertThat(text(reopened.bars())).isEqualTo(text(page.bars()));
                assertThat(reopened.coveredUntil()).isEqualTo(page.coveredUntil());
                position = cursor.position();
            }
            assertThat(provider.open(range, position).next()).isNull();
        }
    }

    @Test
    void saysTheSameOnAnotherMachine() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new SimulatedProvider(HALF_A_YEAR));
        }
        SimulatedProvider copy;
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            copy = (SimulatedProvider) in.readObject();
        }

        List<BarPage> pages = pages(copy.open(copy.plan().get(0), 0));

        assertThat(text(joined(pages))).isEqualTo(text(records(HALF_A_YEAR, STOCK)));
    }

    @Test
    void givesABarWhateverRangeItIsAskedFor() {
        SimulatedSettings year = settings("2024-01-01", "2025-01-01");
        SimulatedSettings day =
                year.between(
                        Instant.parse("2024-07-03T15:00:00Z"),
                        Instant.parse("2024-07-05T14:00:00Z"));
        for (String symbol : year.symbols()) {
            List<String> expected =
                    text(records(year, symbol)).stream()
                            .filter(bar -> bar.compareTo("2024-07-03T15:00:00Z") >= 0)
                            .filter(bar -> bar.compareTo("2024-07-05T14:00:00Z") < 0)
                            .toList();

            assertThat(text(records(day, symbol))).isNotEmpty().isEqualTo(expected);
        }
    }

    @Test
    void differsBySeedAndSymbol() {
        SimulatedSettings month = settings("2024-03-01", "2024-04-01");
        SimulatedSettings other =
                SimulatedSettings.of(
                        43,
                        month.symbols(),
                        Instant.ofEpochMilli(month.from()),
                        Instant.ofEpochMilli(month.to()));

        assertThat(text(records(month, STOCK)))
                .doesNotContainAnyElementsOf(text(records(other, STOCK)))
                .doesNotContainAnyElementsOf(text(records(month, "XNAS:ZOKIJ")));
    }

    @ParameterizedTest
    @CsvSource({
        "XNAS:ZOKAJ, 250",
        "CRYPTO:ZOKAJUSD, 365",
        "XLON:ZOKAJ, 253",
        "XTKS:ZOKAJ, 243",
    })
    void fillsEverySlotOfEverySessionAndNothingElse(String symbol, int sessions) {
        BarColumns bars = records(settings("2025-01-01", "2026-01-01"), symbol);
        Map<Session, Integer> counts = new HashMap<>();
        for (int i = 0; i < bars.size(); i++) {
            Session session = calendar(symbol).sessionAt(bars.openTime(i));
            assertThat(session).isNotNull();
            counts.merge(session, 1, Integer::sum);
            assertThat(i == 0 || bars.openTime(i - 1) < bars.openTime(i)).isTrue();
        }
        assertThat(counts).hasSize(sessions);
        counts.forEach((day, count) -> assertThat(count).isEqualTo(day.expectedBars()));
    }

    @Test
    void coversTheMarketPageByPageUpToTheEnd() {
        for (String symbol : HALF_A_YEAR.symbols()) {
            List<BarPage> pages = pages(settings("2025-01-01", "2025-03-01"), symbol);
            long covered = 0;
            for (BarPage page : pages) {
                BarColumns bars = page.bars();
                assertThat(bars.openTime(0)).isGreaterThanOrEqualTo(covered);
                covered = page.coveredUntil();
                assertThat(covered)
                        .isGreaterThanOrEqualTo(bars.openTime(bars.size() - 1) + 300_000);
                assertThat(monthOf(symbol, bars.openTime(0)))
                        .isEqualTo(monthOf(symbol, bars.openTime(bars.size() - 1)));
                assertThat(page.marketClock())
                        .isEqualTo(Instant.parse("2025-03-01T00:00:00Z").toEpochMilli());
            }
            assertThat(covered).isEqualTo(Instant.parse("2025-03-01T00:00:00Z").toEpochMilli());
        }
    }

    @Test
    void makesMinutesThatAddUpToTheFiveMinuteBars() {
        SimulatedSettings weeks = settings("2025-02-24", "2025-03-17");
        for (String symbol : weeks.symbols()) {
            BarColumns fives = records(weeks, symbol);
            BarColumns minutes = records(weeks.withBarSize(BarSize.M1), symbol);

            assertThat(minutes.size()).isEqualTo(5 * fives.size());
            for (int i = 0; i < fives.size(); i++) {
                assertAddUp(minutes, 5 * i, fives, i);
            }
        }
    }

    @Test
    void deliversAFormingBarOnlyWhenAsked() {
        SimulatedSettings closed =
                settings("2025-02-24", "2025-03-17")
                        .between(
                                Instant.parse("2025-03-12T15:00:00Z"),
                                Instant.parse("2025-03-12T15:32:30Z"));
        BarColumns whole =
                records(
                        closed.between(
                                Instant.parse("2025-03-12T15:00:00Z"),
                                Instant.parse("2025-03-12T15:35:00Z")),
                        STOCK);

        BarColumns without = records(closed, STOCK);
        List<BarPage> with = pages(closed.withFormingLastBar(), STOCK);

        assertThat(without.size()).isEqualTo(6);
        BarColumns bars = joined(with);
        assertThat(bars.size()).isEqualTo(7);
        assertThat(bars.openTime(6)).isEqualTo(whole.openTime(6));
        assertThat(bars.open(6)).isEqualTo(whole.open(6));
        assertThat(bars.volume(6)).isLessThan(whole.volume(6));
        assertThat(with.get(0).coveredUntil()).isEqualTo(closed.to());
    }

    @Test
    void hasNothingToSayWhenTheVenueIsClosed() {
        SimulatedSettings weekend =
                SimulatedSettings.of(
                        1,
                        List.of(STOCK),
                        Instant.parse("2025-07-04T00:00:00Z"),
                        Instant.parse("2025-07-07T00:00:00Z"));

        assertThat(pages(weekend, STOCK)).isEmpty();
    }

    @Test
    void readsTheLastCoveredYearToItsEnd() {
        assertThat(records(settings("2028-12-01", "2029-01-01"), STOCK).size()).isEqualTo(20 * 78);
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> settings("2025-01-02", "2025-01-02"))
                .hasMessageContaining("from must be before to: found 2025-01-02T00:00:00Z");
        assertThatThrownBy(() -> settings("2025-01-01", "2025-01-02").withPageSize(0))
                .hasMessage("page size must be positive: found 0");
        assertThatThrownBy(() -> Faults.each(0.5)).hasMessageContaining("at most 1");
        assertThatThrownBy(() -> SimulatedTickers.stocks(1, 5000)).hasMessageContaining("2000");
    }

    @Test
    void inventsAsManyNamesAsAskedFor() {
        assertThat(SimulatedTickers.stocks(7, 1000)).doesNotHaveDuplicates().hasSize(1000);
        assertThat(SimulatedTickers.stocks(7, 20)).allMatch(name -> name.matches("XNAS:[A-Z]{4}J"));
        assertThat(SimulatedTickers.crypto(7, 5))
                .allMatch(name -> name.matches("CRYPTO:[A-Z]{4}JUSD"));
        assertThat(SimulatedTickers.numbered("XNAS:", 3)).endsWith("XNAS:SIM00003").hasSize(3);
    }

    private static int monthOf(String symbol, long time) {
        return calendar(symbol).sessionAt(time).month().date();
    }

    private static void assertAddUp(BarColumns minutes, int from, BarColumns fives, int i) {
        double high = 0;
        double low = Double.MAX_VALUE;
        double volume = 0;
        for (int minute = from; minute < from + 5; minute++) {
            assertThat(minutes.high(minute))
                    .isGreaterThanOrEqualTo(Math.max(minutes.open(minute), minutes.close(minute)));
            assertThat(minutes.low(minute))
                    .isLessThanOrEqualTo(Math.min(minutes.open(minute), minutes.close(minute)));
            high = Math.max(high, minutes.high(minute));
            low = Math.min(low, minutes.low(minute));
            volume += minutes.volume(minute);
        }
        assertThat(minutes.openTime(from)).isEqualTo(fives.openTime(i));
        assertThat(minutes.open(from)).isEqualTo(fives.open(i));
        assertThat(minutes.close(from + 4)).isEqualTo(fives.close(i));
        assertThat(high).isEqualTo(fives.high(i));
        assertThat(low).isEqualTo(fives.low(i));
        assertThat(Math.abs(volume - fives.volume(i))).isLessThan(1e-6);
    }
}
