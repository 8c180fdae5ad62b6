package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.Signal;
import dev.candlemill.strategy.WarmUp;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Setups that come and go while bars of random markets come, some late, some corrected. */
class SetupChangePropertyTest {

    private static final int RUNS = 10;
    private static final long SILENCE = 40L * 86_400_000;

    private static final FoldOptions OPTIONS =
            new FoldOptions(
                    FoldOptions.DEFAULT.graceMillis(),
                    false,
                    FoldOptions.DEFAULT.timeframeMask(),
                    new SeriesOptions(true, List.of(), WarmUp.DEFINED));

    private static final TradingSetup STANDING =
            setup("standing", List.of(), "every_candle", "sma_cross(2,5)");

    private static final TradingSetup CHANGING =
            setup("changing", List.of("sma(7)"), "every_candle", "rsi(3,40,60)", "bollinger(5,1)");

    @Test
    void aSetupThatJoinsSaysWhatItWouldHaveSaidFromTheStart() {
        Property.holds(
                31_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    FoldRun run = new FoldRun(market.calendar(), OPTIONS).setups(STANDING);
                    LiveFeed feed = new LiveFeed(market, random);
                    long joins = between(feed, random);
                    poll(feed, run, feed.begin() - 1, joins, random);
                    if (hasForgotten(run, market)) {
                        return;
                    }
                    run.setups(STANDING, CHANGING);
                    poll(feed, run, joins, feed.end() + SILENCE, random);

                    assertSame(run, oneRun(market, STANDING, CHANGING));
                });
    }

    @Test
    void aSetupThatPausedGoesOnAsIfItHadNotAndRepeatsNothing() {
        Property.holds(
                32_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    FoldRun run = new FoldRun(market.calendar(), OPTIONS);
                    run.setups(CHANGING, STANDING);
                    LiveFeed feed = new LiveFeed(market, random);
                    long pauses = between(feed, random);
                    long resumes = random.nextLong(pauses, feed.end() + 1);
                    poll(feed, run, feed.begin() - 1, pauses, random);
                    run.setups(STANDING);
                    poll(feed, run, pauses, resumes, random);
                    if (hasForgotten(run, market)) {
                        return;
                    }
                    run.setups(CHANGING, STANDING);
                    poll(feed, run, resumes, feed.end() + SILENCE, random);

                    assertSame(run, oneRun(market, CHANGING, STANDING));
                });
    }

    @Test
    void aSetupThatIsGoneIsSilentAndDisturbsNoOther() {
        Property.holds(
                33_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    FoldRun run = new FoldRun(market.calendar(), OPTIONS);
                    run.setups(CHANGING, STANDING);
                    LiveFeed feed = new LiveFeed(market, random);
                    long goes = between(feed, random);
                    poll(feed, run, feed.begin() - 1, goes, random);
                    run.setups(STANDING);
                    int said = count(run, "changing");
                    poll(feed, run, goes, feed.end() + SILENCE, random);

                    assertThat(count(run, "changing")).isEqualTo(said);
                    assertThat(of(run, "standing"))
                            .isEqualTo(of(oneRun(market, STANDING), "standing"));
                });
    }

    @Test
    void sayingTheSameAgainChangesNothing() {
        Property.holds(
                34_000,
                2,
                (market, random) -> {
                    FoldRun run = oneRun(market, STANDING);
                    int rows = run.emitted().size();
                    int signals = run.signals().size();

                    run.setups(STANDING);

                    assertThat(run.emitted()).hasSize(rows);
                    assertThat(run.signals()).hasSize(signals);
                });
    }

    private static TradingSetup setup(String id, List<String> indicators, String... strategies) {
        return new TradingSetup(
                id,
                FoldRun.SYMBOL,
                List.of(Timeframe.M5, Timeframe.M45, Timeframe.H1, Timeframe.D1, Timeframe.W1),
                indicators,
                List.of(strategies),
                TradingSetup.Status.ACTIVE);
    }

    private static long between(LiveFeed feed, SplittableRandom random) {
        return random.nextLong(feed.begin(), feed.end() + 1);
    }

    private static void poll(
            LiveFeed feed, FoldRun run, long since, long until, SplittableRandom random) {
        feed.poll(run, since, until, random);
    }

    /** Whether bars have passed the horizon: what joins then begins later than the first bar. */
    private static boolean hasForgotten(FoldRun run, Market market) throws Exception {
        SymbolState state = run.store().state();
        if (state == null || state.anchors.length == 0) {
            return false;
        }
        return market.calendar().session(state.anchors[0]).openTime() > state.regionStart;
    }

    private static FoldRun oneRun(Market market, TradingSetup... setups) {
        return new FoldRun(market.calendar(), OPTIONS)
                .setups(setups)
                .pages(market.size(), 288, market.bars())
                .end(Market.END);
    }

    private static int count(FoldRun run, String setup) {
        return (int) run.signals().stream().filter(s -> s.setup().equals(setup)).count();
    }

    private static Map<String, Signal> of(FoldRun run, String setup) {
        Map<String, Signal> of = new TreeMap<>(run.standingSignals());
        of.values().removeIf(signal -> !signal.setup().equals(setup));
        return of;
    }

    private static void assertSame(FoldRun run, FoldRun expected) {
        assertThat(run.late()).isEmpty();
        assertThat(run.canonical()).isEqualTo(expected.canonical());
        assertThat(run.canonicalValues()).isEqualTo(expected.canonicalValues());
        assertThat(run.standingSignals()).isEqualTo(expected.standingSignals());
        assertThat(run.failures()).isEmpty();
    }
}
