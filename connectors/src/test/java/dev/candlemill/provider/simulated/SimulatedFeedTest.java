package dev.candlemill.provider.simulated;

import static dev.candlemill.provider.simulated.SimulatedFixture.COIN;
import static dev.candlemill.provider.simulated.SimulatedFixture.STOCK;
import static dev.candlemill.provider.simulated.SimulatedFixture.settings;
import static dev.candlemill.provider.simulated.SimulatedFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.source.LiveBarProvider.Answer;
import dev.candlemill.source.SymbolRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedFeedTest {

    private static final long SINCE = at("2025-03-14T15:02:00Z");
    private static final long UNTIL = at("2025-05-20T17:31:00Z");

    @ParameterizedTest
    @ValueSource(strings = {STOCK, COIN})
    void givesWhatTheBoundedMarketGivesWheneverItIsAsked(String symbol) {
        SimulatedSettings disorderly =
                settings("2024-01-01", "2025-09-01").withFaults(Faults.each(0.02));
        List<String> expected = text(recordsIn(disorderly, symbol, SINCE, UNTIL));
        assertThat(expected).hasSizeGreaterThan(1000);
        for (int seed = 0; seed < 3; seed++) {
            assertThat(polled(disorderly, symbol, new SplittableRandom(seed))).isEqualTo(expected);
        }
    }

    @Test
    void aBarComesWhenItClosesAndNotBefore() {
        SimulatedFeed feed = new SimulatedFeed(STOCK, settings("2025-01-01", "2025-02-01"));
        long open = at("2025-07-02T13:30:00Z");
        Answer forming = feed.between(open, open + 299_999);
        assertThat(forming.page().bars().size()).isZero();
        assertThat(forming.page().coveredUntil()).isEqualTo(open + 299_999);
        BarPage closed = feed.between(open + 299_999, open + 300_000).page();
        assertThat(closed.bars().size()).isEqualTo(1);
        assertThat(closed.bars().openTime(0)).isEqualTo(open);
        assertThat(closed.marketClock()).isEqualTo(open + 300_000);
    }

    @Test
    void sitsOutTheWeekendWithEmptyAnswers() {
        SimulatedFeed feed = new SimulatedFeed(STOCK, settings("2025-01-01", "2025-02-01"));
        Answer weekend = feed.between(at("2025-07-05T10:00:00Z"), at("2025-07-06T10:00:00Z"));
        assertThat(weekend.page().bars().size()).isZero();
        assertThat(weekend.page().coveredUntil()).isEqualTo(at("2025-07-06T10:00:00Z"));
        assertThat(weekend.hasMore()).isFalse();
    }

    @Test
    void catchesUpPageByPage() {
        SimulatedFeed feed =
                new SimulatedFeed(STOCK, settings("2025-01-01", "2025-02-01").withPageSize(100));
        long begin = at("2025-07-01T00:00:00Z");
        Answer first = feed.between(begin, at("2025-08-01T00:00:00Z"));
        assertThat(first.page().bars().size()).isEqualTo(100);
        assertThat(first.hasMore()).isTrue();
        assertThat(first.page().coveredUntil())
                .isEqualTo(first.page().bars().openTime(99) + 300_000);
    }

    private static BarColumns recordsIn(
            SimulatedSettings settings, String symbol, long since, long until) {
        MarketRange market =
                new MarketRange(settings, new SymbolRange(symbol, settings.from(), settings.to()));
        SessionRecords records = new SessionRecords(market, settings);
        BarColumns all = new BarColumns(0);
        for (int session = 0; session < market.sessionCount(); session++) {
            records.read(session);
            for (int i = 0; i < records.size(); i++) {
                if (records.coveredUntil(i) > since && records.coveredUntil(i) <= until) {
                    all.addFrom(records.columns(), i);
                }
            }
        }
        return all;
    }

    private static List<String> polled(
            SimulatedSettings settings, String symbol, SplittableRandom random) {
        SimulatedFeed feed = new SimulatedFeed(symbol, settings.withPageSize(50));
        List<String> polled = new ArrayList<>();
        long since = SINCE;
        while (since < UNTIL) {
            long now = Math.min(UNTIL, since + random.nextLong(1, 3 * 86_400_000L));
            boolean hasMore = true;
            while (hasMore) {
                Answer answer = feed.between(since, now);
                polled.addAll(text(answer.page().bars()));
                since = answer.page().coveredUntil();
                hasMore = answer.hasMore();
            }
        }
        return polled;
    }

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
