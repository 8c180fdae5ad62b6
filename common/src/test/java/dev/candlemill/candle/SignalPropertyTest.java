package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.CandleBatch;
import dev.candlemill.indicator.IndicatorSet;
import dev.candlemill.indicator.SeriesCandle;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.strategy.WarmUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Indicators and signals of random markets, delivered at random, against a run in order. */
class SignalPropertyTest {

    private static final CandleBatch BATCH = new CandleBatch();

    private static final int RUNS = 8;

    private static final FoldOptions OPTIONS =
            new FoldOptions(
                    60_000,
                    false,
                    FoldOptions.DEFAULT.timeframeMask(),
                    new SeriesOptions(true, List.of("supertrend(3,1)"), WarmUp.DEFINED));

    private static final TradingSetup SETUP =
            new TradingSetup(
                    "all",
                    FoldRun.SYMBOL,
                    List.of(Timeframe.M5, Timeframe.M45, Timeframe.H1, Timeframe.D1, Timeframe.W1),
                    List.of("sma(3)"),
                    List.of(
                            "every_candle",
                            "sma_cross(2,5)",
                            "rsi(3,40,60)",
                            "macd(3,6,2)",
                            "bollinger(5,1)"),
                    TradingSetup.Status.ACTIVE);

    @Test
    void disorderEndsInWhatOrderGives() {
        Property.holds(
                11_000,
                RUNS,
                (market, random) -> {
                    FoldRun ordered = inOrder(market).end(Market.END);
                    FoldRun run = new Delivery(market, random).to(run(market)).end(Market.END);

                    assertThat(run.late()).isEmpty();
                    assertSame(run, ordered);
                    assertThat(run.failures()).isEmpty();
                });
    }

    @Test
    void correctionsEndInWhatTheRightBarsGive() {
        Property.holds(
                12_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    FoldRun run = inOrder(market);
                    List<Bar> bars = new ArrayList<>(market.bars());
                    int recent = recent(market);
                    for (int i = 0; i < 4; i++) {
                        int at = bars.size() - 1 - random.nextInt(recent);
                        bars.set(at, Market.changed(bars.get(at), random));
                        run.page(market.size(), progress(market), bars.get(at));
                    }
                    run.end(Market.END);

                    assertThat(run.late()).isEmpty();
                    assertSame(run, inOrder(market.withBars(bars)).end(Market.END));
                });
    }

    @Test
    void aSecondRunOverWhatIsStoredIsSilent() {
        Property.holds(
                13_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    FoldRun first = inOrder(market).end(Market.END);
                    FoldRun second = first.next(OPTIONS).setups(SETUP);
                    deliverOver(second, market, random);

                    assertThat(second.emitted()).isEmpty();
                    assertThat(second.signals()).isEmpty();
                });
    }

    @Test
    void aRunThatBeginsAgainAfterACrashSendsWhatItHadSentAtTheSameRevision() {
        Property.holds(
                14_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    FoldRun first = inOrder(market).end(Market.END);
                    FoldRun again = first.again(OPTIONS).setups(SETUP);
                    deliverOver(again, market, random);

                    assertThat(again.signals())
                            .containsExactlyInAnyOrderElementsOf(first.signals());
                    assertSame(again, first);
                });
    }

    @Test
    void whatIsSentAgainAfterACrashIsWhatWasSentLastWithItsStatus() {
        boolean[] cameBack = {false};
        Property.holds(
                17_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    FoldRun first = new Delivery(market, random).to(run(market)).end(Market.END);
                    Map<String, Signal> newest = first.newestSignals();
                    FoldRun again = first.again(OPTIONS).setups(SETUP);
                    deliverOver(again, market, random);

                    assertThat(asSent(again)).isEqualTo(asSent(first));
                    assertThat(again.signals()).hasSameSizeAs(newest.values());
                    cameBack[0] |=
                            newest.values().stream()
                                    .anyMatch(
                                            s ->
                                                    s.revision() > 2
                                                            && s.status() == SignalStatus.NEW);
                });
        assertThat(cameBack[0]).as("one was taken back and came again").isTrue();
    }

    @Test
    void aSetupThatBreaksFallsSilentAtTheSameCandleHoweverBarsCome() {
        TradingSetup breaking =
                new TradingSetup(
                        "breaking",
                        FoldRun.SYMBOL,
                        List.of(Timeframe.M15, Timeframe.H1, Timeframe.D1),
                        List.of(),
                        List.of("every_candle", "fragile(40)", "sma_cross(2,5)"),
                        TradingSetup.Status.ACTIVE);
        Property.holds(
                16_000,
                RUNS,
                (market, random) -> {
                    FoldRun ordered =
                            new FoldRun(market.calendar(), OPTIONS)
                                    .setups(SETUP, breaking)
                                    .pages(market.size(), 288, market.bars())
                                    .end(Market.END);
                    FoldRun run = new FoldRun(market.calendar(), OPTIONS).setups(SETUP, breaking);
                    new Delivery(market, random).to(run).end(Market.END);

                    assertSame(run, ordered);
                    assertThat(Set.copyOf(run.failures()))
                            .containsAll(ordered.failures())
                            .allMatch(failure -> failure.setup().equals("breaking"));
                    assertThat(ordered.failures()).hasSizeLessThanOrEqualTo(1);
                });
    }

    @Test
    void valuesAreThoseOfTheCandlesAlone() {
        Property.holds(
                15_000,
                RUNS,
                (market, random) -> {
                    FoldRun run = new Delivery(market, random).to(run(market)).end(Market.END);
                    for (Timeframe timeframe : Timeframe.all()) {
                        assertValues(run, timeframe);
                    }
                });
    }

    /** By id: the candle may have got a revision since that left the signal as it was. */
    private static Map<String, String> asSent(FoldRun run) {
        Map<String, String> sent = new TreeMap<>();
        run.newestSignals()
                .forEach(
                        (id, s) ->
                                sent.put(
                                        id,
                                        String.join(
                                                " ",
                                                s.status().name(),
                                                s.type().name(),
                                                Integer.toString(s.revision()),
                                                Long.toHexString(s.contentHash()))));
        return sent;
    }

    private static void assertValues(FoldRun run, Timeframe timeframe) {
        IndicatorSet set = IndicatorSet.catalogue();
        double[] state = new double[set.stateSize()];
        double[] expected = new double[set.width()];
        SeriesCandle next = new SeriesCandle();
        for (Candle candle : run.stored(timeframe)) {
            next.openTime = candle.openTime();
            next.closeTime = candle.closeTime();
            next.sessionDate = candle.sessionDate();
            next.open = candle.open();
            next.high = candle.high();
            next.low = candle.low();
            next.close = candle.close();
            next.volume = candle.volume();
            BATCH.compute(set, state, next, expected, 0);
            List<Double> values = run.values(timeframe, candle.openTime()).values();
            for (int k = 0; k < expected.length; k++) {
                assertThat(values.get(k))
                        .as(set.valueNames().get(k) + " of " + candle)
                        .isEqualTo(Double.valueOf(expected[k]));
            }
        }
    }

    private static FoldRun run(Market market) {
        return new FoldRun(market.calendar(), OPTIONS).setups(SETUP);
    }

    private static FoldRun inOrder(Market market) {
        return run(market).pages(market.size(), 288, market.bars());
    }

    /** A later run with one baseline over everything, and the bars in order. */
    private static void deliverOver(FoldRun run, Market market, SplittableRandom random) {
        long from = market.session(market.bars().get(0)).month().openTime() - 40L * 86_400_000;
        run.baseline(run.stored(from, Market.END, true));
        run.pages(market.size(), 1 + random.nextInt(500), market.bars()).end(Market.END);
    }

    /** How many of the last bars no horizon has passed. */
    private static int recent(Market market) {
        List<Bar> bars = market.bars();
        Session first = market.session(bars.get(bars.size() - 1));
        for (int i = 0; i < 3; i++) {
            first = market.calendar().previous(first.date());
        }
        long from = first.openTime();
        return (int) bars.stream().filter(bar -> bar.openTime() >= from).count();
    }

    private static long progress(Market market) {
        Bar last = market.bars().get(market.bars().size() - 1);
        return last.openTime() + market.size().millis();
    }

    private static void assertSame(FoldRun run, FoldRun expected) {
        assertThat(run.canonical()).isEqualTo(expected.canonical());
        assertThat(run.canonicalValues()).isEqualTo(expected.canonicalValues());
        assertThat(run.standingSignals()).isEqualTo(expected.standingSignals());
        for (Signal signal : run.signals()) {
            assertThat(signal.confidence()).isBetween(0.0, 1.0);
        }
    }
}
