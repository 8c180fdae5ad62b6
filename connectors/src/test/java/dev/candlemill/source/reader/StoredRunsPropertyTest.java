package dev.candlemill.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.calendar.Venues;
import dev.candlemill.candle.Bars;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.candle.FoldRun;
import dev.candlemill.candle.Market;
import dev.candlemill.candle.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A revision belongs to the stored candle, not to the run: several runs over random markets. */
class StoredRunsPropertyTest {

    private static final int RUNS = 60;
    private static final FoldOptions OPTIONS = FoldOptions.DEFAULT.candlesOnly();

    @Test
    void theSameRunTwiceWritesNothing() {
        Property.holds(
                11_000,
                RUNS,
                (market, random) -> {
                    FoldRun first = new StoredRun(market, random).into(market.run());
                    assertSame(first, market);

                    FoldRun second = new StoredRun(market, random).into(first.next(OPTIONS));

                    assertThat(second.emitted()).isEmpty();
                    assertThat(second.counts().duplicate).isEqualTo(market.bars().size());
                    assertThat(second.counts().isBalanced()).isTrue();
                });
    }

    @Test
    void theSameRunTwiceWritesNothingWhereverItEnds() {
        Property.holds(
                12_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    Bar some = market.bars().get(random.nextInt(market.bars().size()));
                    long asOf = some.openTime() + random.nextLong(600_000);
                    FoldRun first = new StoredRun(market, random).asOf(asOf).into(market.run());
                    assertNothingIsFinalBeforeItsTime(first, market, asOf);

                    FoldRun second =
                            new StoredRun(market, random).asOf(asOf).into(first.next(OPTIONS));

                    assertThat(second.emitted()).isEmpty();
                    assertThat(second.counts().isBalanced()).isTrue();
                });
    }

    @Test
    void partsInAnyOrderGiveTheWhole() {
        Property.holds(
                13_000,
                2 * RUNS,
                (market, random) -> {
                    FoldRun run = market.run();
                    for (List<Bar> part : parts(market, random)) {
                        run = new StoredRun(market.withBars(part), random).into(run.next(OPTIONS));
                        assertThat(run.counts().isBalanced()).isTrue();
                        assertThat(run.counts().late).isZero();
                    }
                    assertSame(run, market);

                    FoldRun again = new StoredRun(market, random).into(run.next(OPTIONS));
                    assertThat(again.emitted()).isEmpty();
                });
    }

    @Test
    void partsAsTimeGoesOnGiveTheWhole() {
        Property.holds(
                14_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    FoldRun run = market.run();
                    List<Bar> bars = market.bars();
                    for (int from = 0; from < bars.size(); ) {
                        int to = Math.min(bars.size(), from + 1 + random.nextInt(bars.size()));
                        long end = bars.get(to - 1).openTime() + market.size().millis();
                        run =
                                new StoredRun(market.withBars(bars.subList(from, to)), random)
                                        .asOf(end)
                                        .into(run.next(OPTIONS));
                        assertNothingIsFinalBeforeItsTime(run, market, end);
                        from = to;
                    }
                    FoldRun whole = new StoredRun(market, random).into(run.next(OPTIONS));

                    assertSame(whole, market);
                });
    }

    @Test
    void aRepairRevisesExactlyTheCandlesThatHoldIt() {
        Property.holds(
                15_000,
                2 * RUNS,
                (market, random) -> {
                    Set<Integer> days = someDays(market, random);
                    List<Bar> before = new ArrayList<>();
                    List<Bar> repair = new ArrayList<>();
                    List<Bar> after = new ArrayList<>();
                    List<Bar> changes = new ArrayList<>();
                    for (Bar bar : market.bars()) {
                        boolean repaired = days.contains(market.session(bar).date());
                        boolean wasMissing = repaired && random.nextInt(4) == 0;
                        boolean isChanged = wasMissing || (repaired && random.nextInt(10) == 0);
                        Bar now = isChanged && !wasMissing ? Market.changed(bar, random) : bar;
                        after.add(now);
                        if (!wasMissing) {
                            before.add(bar);
                        }
                        // Some repairs send whole days, some only what differs.
                        if (isChanged || (repaired && days.size() % 2 == 0)) {
                            repair.add(now);
                        }
                        if (isChanged) {
                            changes.add(bar);
                        }
                    }
                    FoldRun first =
                            new StoredRun(market.withBars(before), random).into(market.run());

                    FoldRun second =
                            new StoredRun(market.withBars(repair), random)
                                    .into(first.next(OPTIONS));

                    assertSame(second, market.withBars(after));
                    assertThat(second.counts().isBalanced()).isTrue();
                    assertRevised(first, second, changes);
                });
    }

    @Test
    void aCrashedRunStartedAnewGivesTheWhole() {
        Property.holds(
                16_000,
                RUNS,
                (market, random) -> {
                    List<List<Bar>> parts = parts(market, random);
                    FoldRun run = market.run();
                    for (List<Bar> part : parts) {
                        Market piece = market.withBars(part);
                        FoldRun crashed =
                                new StoredRun(piece, random)
                                        .into(run.next(OPTIONS), random.nextInt(12));
                        run = new StoredRun(piece, random).into(crashed.again(OPTIONS));
                        // A sink that lost all of it before the crash has it again.
                        assertThat(run.emitted().stream().map(FoldRun::key))
                                .containsAll(crashed.emitted().stream().map(FoldRun::key).toList());
                    }
                    assertSame(run, market);
                });
    }

    @Test
    void anOlderYearLoadedLaterGivesWhatBothAtOnceGive() throws Exception {
        for (String venue : List.of("XNYS", "FX", "CRYPTO")) {
            Market both = aroundNewYear(venue);
            long newYear = Bars.at("2025-01-01T00:00:00Z");
            List<Bar> newer = both.bars().stream().filter(b -> b.openTime() >= newYear).toList();
            List<Bar> older = both.bars().stream().filter(b -> b.openTime() < newYear).toList();
            SplittableRandom random = new SplittableRandom(1);

            FoldRun first = new StoredRun(both.withBars(newer), random).into(both.run());
            FoldRun second = new StoredRun(both.withBars(older), random).into(first.next(OPTIONS));

            assertSame(second, both);
        }
    }

    private static Market aroundNewYear(String venue) {
        VenueCalendar calendar = Venues.shipped().calendar(venue, Alignment.SESSION, Hours.REGULAR);
        return new Market(
                calendar, BarSize.M5, Bars.of(calendar, BarSize.M5, "2024-12-10", "2025-01-20", 3));
    }

    /** Contiguous parts that overlap or touch, also amid a slot, in any order. */
    private static List<List<Bar>> parts(Market market, SplittableRandom random) {
        List<Bar> bars = market.bars();
        List<List<Bar>> parts = new ArrayList<>();
        int length = Math.max(1, bars.size() / (1 + random.nextInt(4)));
        for (int from = 0; from < bars.size(); from += length) {
            int overlap = random.nextBoolean() ? 0 : random.nextInt(length);
            int start = Math.max(0, from - overlap);
            parts.add(bars.subList(start, Math.min(bars.size(), from + length)));
        }
        Collections.shuffle(parts, new Random(random.nextLong()));
        return parts;
    }

    private static Set<Integer> someDays(Market market, SplittableRandom random) {
        List<Integer> all =
                market.bars().stream().map(bar -> market.session(bar).date()).distinct().toList();
        Set<Integer> days = new TreeSet<>();
        for (int i = 0; i < 3 && !all.isEmpty(); i++) {
            days.add(all.get(random.nextInt(all.size())));
        }
        return days;
    }

    private static void assertRevised(FoldRun first, FoldRun second, List<Bar> changes) {
        TreeMap<Long, Bar> byTime = new TreeMap<>();
        changes.forEach(bar -> byTime.put(bar.openTime(), bar));
        for (Candle candle : second.emitted()) {
            Long change = byTime.ceilingKey(candle.openTime());
            assertThat(change).as("%s holds no change", candle).isNotNull();
            assertThat(change).as("%s holds no change", candle).isLessThan(candle.closeTime());
            int before =
                    first.stored(candle.timeframe(), candle.openTime())
                            .map(Candle::revision)
                            .orElse(0);
            assertThat(candle.revision()).isEqualTo(before + 1);
        }
        assertThat(second.emitted())
                .as("each candle once")
                .doesNotHaveDuplicates()
                .hasSize(
                        second.emitted().stream()
                                .map(c -> c.timeframe() + "@" + c.openTime())
                                .collect(Collectors.toSet())
                                .size());
    }

    /**
     * Final for the first time: over by then, or complete with the last bar that opened by then.
     */
    private static void assertNothingIsFinalBeforeItsTime(FoldRun run, Market market, long asOf) {
        long grace = OPTIONS.graceMillis();
        long perSlot = 300_000L / market.size().millis();
        for (Candle c : run.emitted()) {
            boolean complete = c.inputCount() == perSlot * c.expectedBarCount();
            long due = complete ? c.closeTime() - market.size().millis() : c.closeTime() + grace;
            assertThat(due).as("%s", c).isLessThanOrEqualTo(c.revision() > 1 ? due : asOf);
        }
    }

    private static void assertSame(FoldRun run, Market market) {
        List<Candle> ours = run.canonical();
        List<Candle> reference = market.reference(Market.END);
        for (int i = 0; i < Math.min(ours.size(), reference.size()); i++) {
            assertThat(ours.get(i)).isEqualTo(reference.get(i));
        }
        assertThat(ours).hasSameSizeAs(reference);
    }
}
