package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.Signal;
import dev.candlemill.strategy.WarmUp;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Timeframes that join and go while bars of random markets come, some late, some corrected. */
class WantedTimeframesTest {

    private static final int RUNS = 10;
    private static final long SILENCE = 40L * 86_400_000;
    private static final Timeframe[] JOINING = {Timeframe.M15, Timeframe.H4, Timeframe.W1};

    private static final FoldOptions NARROW = options(EnumSet.of(Timeframe.H1, Timeframe.D1));

    private static final TradingSetup SETUP =
            new TradingSetup(
                    "setup",
                    FoldRun.SYMBOL,
                    List.of(Timeframe.M15, Timeframe.H1),
                    List.of("sma(7)"),
                    List.of("every_candle", "sma_cross(2,5)"),
                    TradingSetup.Status.ACTIVE);

    private interface Story {
        void tell(Market market, SplittableRandom random, LiveFeed feed, FoldRun run)
                throws Exception;
    }

    @Test
    void aTimeframeThatJoinsHasTheCandlesAndSignalsThatItHadFromTheStart() {
        holds(
                41_000,
                (market, random, feed, run) -> {
                    long joins = between(feed.begin(), feed, random);
                    feed.poll(run, feed.begin() - 1, joins, random);
                    if (hasForgotten(run, market)) {
                        return;
                    }
                    run.wanted(JOINING);
                    feed.poll(run, joins, feed.end() + SILENCE, random);

                    assertSame(run, oneRun(market, wide()));
                });
    }

    @Test
    void oneThatGoesIsSilentAndWhatIsStoredStays() {
        holds(
                42_000,
                (market, random, feed, run) -> {
                    long goes = between(feed.begin(), feed, random);
                    run.wanted(JOINING);
                    feed.poll(run, feed.begin() - 1, goes, random);
                    run.wanted();
                    List<Candle> then = joined(run);
                    feed.poll(run, goes, feed.end() + SILENCE, random);

                    assertThat(joined(run)).isEqualTo(then);
                    assertThat(others(run)).isEqualTo(others(oneRun(market, NARROW)));
                });
    }

    @Test
    void oneThatComesBackRepeatsNothingAndSaysWhatChangedMeanwhile() {
        holds(
                43_000,
                (market, random, feed, run) -> {
                    long goes = between(feed.begin(), feed, random);
                    long comesBack = between(goes, feed, random);
                    run.wanted(JOINING);
                    feed.poll(run, feed.begin() - 1, goes, random);
                    int sent = run.emitted().size();
                    run.wanted();
                    run.wanted(JOINING);
                    assertThat(run.emitted()).hasSize(sent);
                    run.wanted();
                    feed.poll(run, goes, comesBack, random);
                    if (hasForgotten(run, market)) {
                        return;
                    }
                    run.wanted(JOINING);
                    feed.poll(run, comesBack, feed.end() + SILENCE, random);

                    assertSame(run, oneRun(market, wide()));
                });
    }

    @Test
    void whatTheJobStoresAnywayChangesNothing() {
        holds(
                44_000,
                (market, random, feed, run) -> {
                    feed.poll(run, feed.begin() - 1, feed.end() + SILENCE, random);
                    int rows = run.emitted().size();
                    run.wanted(Timeframe.H1, Timeframe.D1, Timeframe.M5);
                    assertThat(run.emitted()).hasSize(rows);
                });
    }

    private static void holds(long seed, Story story) {
        Property.holds(
                seed,
                RUNS,
                (market, random) -> {
                    if (!market.isEmpty()) {
                        FoldRun run = new FoldRun(market.calendar(), NARROW).setups(SETUP);
                        story.tell(market, random, new LiveFeed(market, random), run);
                    }
                });
    }

    private static FoldOptions options(Set<Timeframe> timeframes) {
        return new FoldOptions(
                FoldOptions.DEFAULT.graceMillis(),
                false,
                FoldOptions.maskOf(timeframes),
                new SeriesOptions(true, List.of(), WarmUp.DEFINED));
    }

    private static FoldOptions wide() {
        Set<Timeframe> all = EnumSet.of(Timeframe.H1, Timeframe.D1);
        all.addAll(List.of(JOINING));
        return options(all);
    }

    private static long between(long from, LiveFeed feed, SplittableRandom random) {
        return random.nextLong(from, feed.end() + 1);
    }

    /** Whether bars have passed the horizon: what joins then begins later than the first bar. */
    private static boolean hasForgotten(FoldRun run, Market market) throws Exception {
        SymbolState state = run.store().state();
        return state != null
                && state.anchors.length > 0
                && market.calendar().session(state.anchors[0]).openTime() > state.regionStart;
    }

    private static FoldRun oneRun(Market market, FoldOptions options) {
        return new FoldRun(market.calendar(), options)
                .setups(SETUP)
                .pages(market.size(), 288, market.bars())
                .end(Market.END);
    }

    private static List<Candle> joined(FoldRun run) {
        return candles(run, List.of(JOINING)::contains);
    }

    private static List<Candle> others(FoldRun run) {
        return candles(run, timeframe -> !List.of(JOINING).contains(timeframe));
    }

    private static List<Candle> candles(FoldRun run, Predicate<Timeframe> some) {
        return run.canonical().stream().filter(c -> some.test(c.timeframe())).toList();
    }

    private static void assertSame(FoldRun run, FoldRun expected) {
        assertThat(run.canonical()).isEqualTo(expected.canonical());
        assertThat(run.canonicalValues()).isEqualTo(expected.canonicalValues());
        Map<String, Signal> standing = run.standingSignals();
        assertThat(standing).isEqualTo(expected.standingSignals());
    }
}
