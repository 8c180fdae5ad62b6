package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Filled candles against their definition, on random markets. */
class FillPropertyTest {

    private static final int RUNS = 12;
    private static final long DAY = 86_400_000;
    private static final FoldOptions FILL =
            FoldOptions.DEFAULT.candlesOnly().filling(Fill.PREVIOUS_CLOSE);
    private static final FoldOptions WITH_INDICATORS =
            FoldOptions.DEFAULT.filling(Fill.PREVIOUS_CLOSE);

    @Test
    void anyOrderAndAnyPagesGiveTheCandlesWithBarsAndFlatOnesBetween() {
        Property.holds(
                31_000,
                2 * RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    long asOf = asOf(market, random);
                    FoldRun run = new Delivery(market, random).to(run(market, FILL)).end(asOf);

                    assertThat(run.late()).isEmpty();
                    assertThat(run.canonical())
                            .isEqualTo(FilledReference.candles(market, FILL, asOf));
                });
    }

    @Test
    void aCorrectionSendsExactlyWhatDiffers() {
        Property.holds(
                32_000,
                RUNS,
                (market, random) -> {
                    if (market.bars().size() < 2) {
                        return;
                    }
                    long asOf = asOf(market, random);
                    int at = 1 + random.nextInt(market.bars().size() - 1);
                    Bar late = market.bars().get(at);
                    List<Bar> rest = new ArrayList<>(market.bars());
                    rest.remove(at);
                    Market before = market.withBars(rest);
                    FoldRun first = run(market, FILL).pages(market.size(), 200, rest).end(asOf);
                    FoldRun second = laterRun(first, FILL, market).page(market.size(), asOf, late);
                    second.end(asOf);

                    assertThat(second.late()).isEmpty();
                    assertThat(second.canonical())
                            .isEqualTo(FilledReference.candles(market, FILL, asOf));
                    Set<Candle> known = new HashSet<>(FilledReference.candles(before, FILL, asOf));
                    assertThat(second.emitted().stream().map(FoldRun::withoutRevision))
                            .doesNotContainAnyElementsOf(known);
                });
    }

    @Test
    void aSecondRunAndARunAfterACrashGiveTheSame() {
        Property.holds(
                33_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    long asOf = asOf(market, random);
                    FoldRun first =
                            run(market, WITH_INDICATORS)
                                    .pages(market.size(), 1 + random.nextInt(400), market.bars())
                                    .end(asOf);
                    FoldRun second = laterRun(first, WITH_INDICATORS, market);
                    second.pages(market.size(), 1 + random.nextInt(400), market.bars()).end(asOf);
                    assertThat(second.emitted()).isEmpty();

                    FoldRun again = first.again(WITH_INDICATORS);
                    again.baseline(again.stored(from(market), to(asOf), true));
                    new Delivery(market, random).to(again).end(asOf);
                    assertThat(again.late()).isEmpty();
                    assertThat(again.canonical()).isEqualTo(first.canonical());
                    assertThat(again.canonicalValues()).isEqualTo(first.canonicalValues());
                });
    }

    @Test
    void aRunFromASnapshotContinuesWhatWasFilled() {
        Property.holds(
                34_000,
                2 * RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    long asOf = asOf(market, random);
                    FoldRun whole = run(market, WITH_INDICATORS);
                    whole.pages(market.size(), 300, market.bars()).end(asOf);
                    if (whole.snapshots().isEmpty()) {
                        return;
                    }
                    FoldSnapshot snapshot =
                            whole.snapshots().get(random.nextInt(whole.snapshots().size()));
                    FoldRun part = whole.next(WITH_INDICATORS);
                    part.baseline(part.stored(snapshot.at(), to(asOf), true)).end(asOf);

                    assertThat(part.emitted()).isEmpty();
                });
    }

    private static FoldRun run(Market market, FoldOptions options) {
        return new FoldRun(market.calendar(), options);
    }

    private static FoldRun laterRun(FoldRun first, FoldOptions options, Market market) {
        FoldRun later = first.next(options);
        return later.baseline(later.stored(from(market), Market.END, true));
    }

    private static long from(Market market) {
        return market.bars().get(0).openTime() - 70 * DAY;
    }

    private static long to(long asOf) {
        return asOf + 40 * DAY;
    }

    /** From within the last bar's grace to months of silence. */
    private static long asOf(Market market, SplittableRandom random) {
        long last = market.bars().get(market.bars().size() - 1).openTime();
        long most = random.nextInt(4) > 0 ? DAY : 45 * DAY;
        return last + market.size().millis() + random.nextLong(most);
    }
}
