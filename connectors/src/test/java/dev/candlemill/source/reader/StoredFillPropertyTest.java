package dev.candlemill.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.calendar.Session;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.Fill;
import dev.candlemill.candle.FilledReference;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.candle.FoldRun;
import dev.candlemill.candle.Market;
import dev.candlemill.candle.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that fill missing bars over what earlier ones stored, by the source's events. */
class StoredFillPropertyTest {

    private static final int RUNS = 20;
    private static final FoldOptions OPTIONS =
            FoldOptions.DEFAULT.candlesOnly().filling(Fill.PREVIOUS_CLOSE);

    @Test
    void partsAsTimeGoesOnGiveTheWholeAndTheWholeOnceMoreWritesNothing() {
        Property.holds(
                41_000,
                2 * RUNS,
                (market, random) -> {
                    FoldRun run = new FoldRun(market.calendar(), OPTIONS);
                    List<Bar> bars = market.bars();
                    for (int from = 0; from < bars.size(); ) {
                        int to = Math.min(bars.size(), from + 1 + random.nextInt(bars.size()));
                        Market part = market.withBars(bars.subList(from, to));
                        run = new StoredRun(part, random).into(run.next(OPTIONS));
                        assertThat(run.counts().isBalanced()).isTrue();
                        from = to;
                    }
                    assertThat(run.canonical()).isEqualTo(expected(market));

                    FoldRun again = new StoredRun(market, random).into(run.next(OPTIONS));
                    assertThat(again.emitted()).isEmpty();
                });
    }

    @Test
    void aCrashedRunStartedAnewGivesTheWhole() {
        Property.holds(
                42_000,
                RUNS,
                (market, random) -> {
                    FoldRun crashed =
                            new StoredRun(market, random)
                                    .into(
                                            new FoldRun(market.calendar(), OPTIONS),
                                            random.nextInt(12));
                    FoldRun again = new StoredRun(market, random).into(crashed.again(OPTIONS));

                    assertThat(again.canonical()).isEqualTo(expected(market));
                });
    }

    /** Up to where the last bar's month and its last week end. */
    private static List<Candle> expected(Market market) {
        if (market.isEmpty()) {
            return List.of();
        }
        Session last = market.session(market.bars().get(market.bars().size() - 1));
        Session end = market.calendar().session(last.month().lastSession());
        long until = Math.max(last.month().closeTime(), end.week().closeTime());
        return FilledReference.candles(market, OPTIONS, until + OPTIONS.graceMillis()).stream()
                .filter(candle -> candle.closeTime() <= until)
                .toList();
    }
}
