package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of late, duplicate, corrected and missing bars within one run, on random markets. */
class FoldPropertyTest {

    private static final int RUNS = 20;

    @Test
    void anyOrderAndAnyPagesGiveTheCandlesOfTheDefinition() {
        Property.holds(
                1_000,
                2 * RUNS,
                (market, random) -> {
                    Delivery delivery = new Delivery(market, random);
                    FoldRun run = delivery.to(market.run()).end(Market.END);

                    assertThat(run.late()).isEmpty();
                    assertSame(run.canonical(), market.reference(Market.END));
                    SymbolCounts counts = run.counts();
                    assertThat(counts.in).isEqualTo(delivery.size());
                    assertThat(counts.duplicate).isEqualTo(delivery.duplicates());
                    assertThat(counts.isBalanced()).isTrue();
                    assertThat(counts.accepted - counts.corrected).isEqualTo(market.bars().size());
                });
    }

    @Test
    void aBarAtTheCloseCountsForTheLastBucketsOfTheChosenTimeframes() {
        Property.holds(
                1_500,
                RUNS,
                (market, random) -> {
                    Market traded = market.withAuctions(random);
                    FoldOptions options =
                            new FoldOptions(
                                    random.nextInt(4) * 30_000L + 60_000L,
                                    true,
                                    random.nextInt(1 << Timeframe.count()),
                                    SeriesOptions.NONE);
                    FoldRun run =
                            new Delivery(traded, random)
                                    .to(new FoldRun(market.calendar(), options))
                                    .end(Market.END);

                    assertThat(run.late()).isEmpty();
                    assertSame(run.canonical(), traded.reference(options, Market.END));
                    assertThat(run.counts().isBalanced()).isTrue();
                });
    }

    @Test
    void aRunEndsWithExactlyWhatIsFinalAsOfThen() {
        Property.holds(
                2_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    Bar last = market.bars().get(market.bars().size() - 1);
                    long asOf =
                            last.openTime()
                                    + market.size().millis()
                                    + random.nextLong(
                                            random.nextBoolean() ? 120_000L : 864_000_000L);
                    FoldRun run = new Delivery(market, random).to(market.run());
                    long reached =
                            Math.max(asOf, last.openTime() + market.size().millis() + 90_000);
                    run.end(reached);

                    assertSame(run.canonical(), market.reference(reached));
                });
    }

    @Test
    void aRepeatedBarIsSilent() {
        Property.holds(
                3_000,
                RUNS,
                (market, random) -> {
                    FoldRun run = new Delivery(market, random).to(market.run());
                    List<Candle> before = run.canonical();
                    SymbolCounts counts = run.counts();
                    run.forgetEmitted();
                    List<Bar> again = recent(market, random.nextInt(1, 50));

                    run.page(market.size(), progress(market), again.toArray(new Bar[0]));

                    assertThat(run.counts().duplicate).isEqualTo(counts.duplicate + again.size());
                    assertThat(run.counts().accepted).isEqualTo(counts.accepted);
                    // Progress alone may have made more final, but nothing was revised.
                    assertThat(run.emitted()).allMatch(candle -> !before.contains(candle));
                    run.end(Market.END);
                    assertSame(run.canonical(), market.reference(Market.END));
                });
    }

    @Test
    void aCorrectionRevisesExactlyTheCandlesThatHoldIt() {
        Property.holds(
                4_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    FoldRun run = new Delivery(market, random).to(market.run());
                    long progress = progress(market);
                    run.page(market.size(), progress);
                    List<Bar> bars = new ArrayList<>(market.bars());
                    for (int i = 0; i < 5; i++) {
                        List<Bar> recent = recent(market, 1 + random.nextInt(1_000));
                        int at = bars.size() - recent.size() + random.nextInt(recent.size());
                        Bar changed = Market.changed(bars.set(at, null), random);
                        bars.set(at, changed);
                        assertRevises(run, changed, market, progress);
                    }
                    run.end(Market.END);
                    assertSame(run.canonical(), market.withBars(bars).reference(Market.END));
                });
    }

    @Test
    void aLateBarBeyondTheHorizonChangesNothing() {
        Property.holds(
                5_000,
                RUNS,
                (market, random) -> {
                    FoldRun run = new Delivery(market, random).to(market.run());
                    run.page(market.size(), progress(market));
                    long lateBefore = run.counts().late;
                    List<Candle> table = run.canonical();
                    run.forgetEmitted();
                    long horizon = horizon(market);
                    List<Bar> old =
                            market.bars().stream()
                                    .filter(bar -> bar.openTime() < horizon)
                                    .map(bar -> Market.changed(bar, random))
                                    .toList();

                    run.page(market.size(), progress(market), old.toArray(new Bar[0]));

                    assertThat(run.emitted()).isEmpty();
                    assertThat(run.canonical()).isEqualTo(table);
                    assertThat(run.counts().late - lateBefore).isEqualTo(old.size());
                    assertThat(run.late()).hasSize(old.size());
                    assertThat(run.counts().isBalanced()).isTrue();
                    run.end(Market.END);
                    assertSame(run.canonical(), market.reference(Market.END));
                });
    }

    private static void assertRevises(FoldRun run, Bar changed, Market market, long progress) {
        List<Candle> expected = new ArrayList<>();
        for (Timeframe timeframe : Timeframe.all()) {
            run.stored(timeframe).stream()
                    .filter(candle -> holds(candle, changed))
                    .forEach(expected::add);
        }
        run.forgetEmitted();

        run.page(market.size(), progress, changed);

        assertThat(run.late()).isEmpty();
        assertThat(run.emitted().stream().map(FoldPropertyTest::key))
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(FoldPropertyTest::keyOfNext).toList());
    }

    static boolean holds(Candle candle, Bar bar) {
        return candle.openTime() <= bar.openTime() && bar.openTime() < candle.closeTime();
    }

    private static String key(Candle candle) {
        return candle.timeframe() + "@" + candle.openTime() + " #" + candle.revision();
    }

    private static String keyOfNext(Candle candle) {
        return candle.timeframe() + "@" + candle.openTime() + " #" + (candle.revision() + 1);
    }

    /** Of the last four sessions, since progress may be a little into the next; at most so many. */
    private static List<Bar> recent(Market market, int count) {
        List<Bar> bars = market.bars();
        if (bars.isEmpty()) {
            return bars;
        }
        Session first = market.session(bars.get(bars.size() - 1));
        for (int i = 1; i < 4; i++) {
            first = market.calendar().previous(first.date());
        }
        long from = first.openTime();
        List<Bar> recent = bars.stream().filter(bar -> bar.openTime() >= from).toList();
        return recent.subList(Math.max(0, recent.size() - count), recent.size());
    }

    /** Far enough to have everything folded, near enough to stay in the last bar's session. */
    private static long progress(Market market) {
        List<Bar> bars = market.bars();
        return bars.isEmpty()
                ? Market.END
                : bars.get(bars.size() - 1).openTime() + market.size().millis();
    }

    /** By definition: what is older than the open week, the open month and five sessions. */
    private static long horizon(Market market) {
        if (market.isEmpty()) {
            return Long.MIN_VALUE;
        }
        Session current = market.session(market.bars().get(market.bars().size() - 1));
        long open = current.week().openTime();
        open = Math.min(open, current.month().openTime());
        Session fifth = current;
        for (int i = 1; i < 5; i++) {
            fifth = market.calendar().previous(fifth.date());
        }
        return Math.min(open, fifth.openTime());
    }

    private static void assertSame(List<Candle> ours, List<Candle> reference) {
        for (int i = 0; i < Math.min(ours.size(), reference.size()); i++) {
            assertThat(ours.get(i)).isEqualTo(reference.get(i));
        }
        assertThat(ours).hasSameSizeAs(reference);
    }
}
