package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.strategy.WarmUp;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A bounded run up to any cut and live pages after it, against one bounded run over all bars; live
 * pages carry progress at any time, most bring no bar, and none ends the input.
 */
class HandOverPropertyTest {

    private static final int RUNS = 10;
    private static final long GRACE = FoldOptions.DEFAULT.graceMillis();
    private static final long SILENCE = 40L * 86_400_000;

    private static final FoldOptions OPTIONS =
            new FoldOptions(
                    GRACE,
                    false,
                    FoldOptions.DEFAULT.timeframeMask(),
                    new SeriesOptions(true, List.of(), WarmUp.DEFINED));

    private static final TradingSetup SETUP =
            new TradingSetup(
                    "all",
                    FoldRun.SYMBOL,
                    List.of(Timeframe.M5, Timeframe.M45, Timeframe.H1, Timeframe.D1, Timeframe.W1),
                    List.of(),
                    List.of("every_candle", "sma_cross(2,5)", "rsi(3,40,60)", "bollinger(5,1)"),
                    TradingSetup.Status.ACTIVE);

    @Test
    void liveAfterABackfillUpToAnyCutIsOneRun() {
        Property.holds(
                21_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    LiveFeed feed = new LiveFeed(market, random);
                    long cut = random.nextLong(feed.begin() - 3_600_000, feed.end() + 3_600_000);
                    FoldRun backfill = backfill(run(market, OPTIONS), market, feed, cut, random);
                    long since = FoldOptions.settledUntil(cut, GRACE);
                    FoldRun live = backfill.next(OPTIONS);
                    handOver(live, market, since, time -> true);
                    feed.poll(live, since, feed.end() + SILENCE, random);

                    assertSame(live, oneRun(market));
                });
    }

    @Test
    void liveThatCrashesAndBeginsAgainWithoutACheckpointIsOneRun() {
        Property.holds(
                22_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    LiveFeed feed = new LiveFeed(market, random);
                    long crash = random.nextLong(feed.begin(), feed.end() + 3_600_000);
                    long asked = random.nextLong(feed.begin() - 1, crash);
                    long confirmed = FoldOptions.settledUntil(asked, GRACE);
                    FoldRun live = run(market, OPTIONS);
                    handOver(live, market, feed.begin() - 1, time -> true);
                    feed.poll(live, feed.begin() - 1, crash, random);
                    FoldRun again = live.again(OPTIONS);
                    handOver(again, market, confirmed, time -> time >= confirmed);
                    feed.poll(again, confirmed, feed.end() + SILENCE, random);

                    assertSame(again, oneRun(market));
                });
    }

    @Test
    void barsThatAreHandedToALiveRunAreOneRunHoweverOldTheyAre() {
        Property.holds(
                25_000,
                RUNS,
                (market, random) -> {
                    long time = market.bars().get(random.nextInt(market.bars().size())).openTime();
                    Map<Boolean, List<Bar>> bars =
                            market.bars().stream()
                                    .collect(
                                            Collectors.partitioningBy(
                                                    bar ->
                                                            bar.openTime() < time
                                                                    && random.nextInt(20) == 0));
                    List<Bar> handed = bars.get(true);
                    LiveFeed feed = new LiveFeed(market.withBars(bars.get(false)), random);
                    FoldRun live = run(market, OPTIONS);
                    handOver(live, market, feed.begin() - 1, bar -> true);
                    feed.poll(live, feed.begin() - 1, time, random);

                    long settled = FoldOptions.settledUntil(time, GRACE);
                    long first = handed.isEmpty() ? settled : handed.get(0).openTime();
                    barsWereHanded(live, market);
                    handOver(live, market, Math.min(first, settled), bar -> true);
                    live.page(market.size(), settled, handed.toArray(new Bar[0]));
                    feed.poll(live, time, feed.end() + SILENCE, random);

                    assertSame(live, oneRun(market));
                });
    }

    @Test
    void liveThatForgetsASymbolAndMeetsItAgainIsOneRun() {
        Property.holds(
                26_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    LiveFeed feed = new LiveFeed(market, random);
                    FoldRun live = run(market, OPTIONS);
                    handOver(live, market, feed.begin() - 1, time -> true);
                    long until = random.nextLong(feed.begin(), feed.end() + 3_600_000);
                    feed.poll(live, feed.begin() - 1, until, random);
                    long settled = FoldOptions.settledUntil(until, GRACE);
                    new SymbolFold(OPTIONS).onForgotten(FoldRun.SYMBOL, live.store());
                    assertThat(live.store().size()).as("counts and setups").isEqualTo(2);

                    handOver(live, market, settled, time -> time >= settled);
                    feed.poll(live, settled, feed.end() + SILENCE, random);

                    assertSame(live, oneRun(market));
                });
    }

    @Test
    void liveThatFailsAndAsksAgainFromItsCheckpointIsOneRun() {
        Property.holds(
                27_000,
                3 * RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    LiveFeed feed = new LiveFeed(market, random);
                    long from = regionStart(market.calendar(), market.bars().get(0).openTime());
                    Attempts live = new Attempts(market, OPTIONS, SETUP, from, random);
                    long asked = feed.begin() - 1;
                    for (int attempt = 0; attempt < 3 && asked < feed.end(); attempt++) {
                        long until = random.nextLong(asked, feed.end() + 1);
                        feed.poll(live::page, asked, until, random);
                        Attempts.Checkpoint checkpoint = live.checkpoint();
                        long failed = until + random.nextLong(1, SILENCE / 4);
                        feed.poll(live::page, until, failed, random);
                        live.restore(checkpoint, random.nextLong(200));

                        asked = failed + random.nextLong(1, SILENCE / 8);
                        if (random.nextInt(3) > 0) { // what came one by one comes at once
                            live.page(asked, feed.between(until, asked).toArray(new Bar[0]));
                        } else {
                            feed.poll(live::page, until, asked, random);
                        }
                    }
                    feed.poll(live::page, asked, feed.end() + SILENCE, random);

                    FoldRun expected = oneRun(market);
                    assertThat(live.canonical()).isEqualTo(expected.canonical());
                    assertThat(live.canonicalValues()).isEqualTo(expected.canonicalValues());
                    assertThat(live.standingSignals()).isEqualTo(expected.standingSignals());
                    assertThat(live.failures()).isEmpty();
                });
    }

    @Test
    void liveFillsMissingBarsAsOneRunDoes() {
        FoldOptions filling = OPTIONS.filling(Fill.PREVIOUS_CLOSE);
        Property.holds(
                24_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    LiveFeed feed = new LiveFeed(market, random);
                    long cut = random.nextLong(feed.begin() - 3_600_000, feed.end() + 3_600_000);
                    long end = feed.end() + SILENCE / 4;
                    FoldRun backfill = backfill(run(market, filling), market, feed, cut, random);
                    long since = FoldOptions.settledUntil(cut, GRACE);
                    FoldRun live = backfill.next(filling);
                    handOver(live, market, since, time -> true);
                    feed.poll(live, since, end, random);

                    assertSame(
                            live,
                            run(market, filling).pages(market.size(), 288, market.bars()).end(end));
                });
    }

    @Test
    void liveAloneSendsWhatIsFinalAndNothingTwice() {
        Property.holds(
                23_000,
                RUNS,
                (market, random) -> {
                    if (market.isEmpty()) {
                        return;
                    }
                    long since = market.bars().get(0).openTime();
                    FoldRun live = run(market, OPTIONS);
                    handOver(live, market, since, time -> true);
                    inOrder(live, market, since, random);

                    FoldRun oneRun = oneRun(market);
                    assertSame(live, oneRun);
                    assertThat(live.emitted()).hasSameSizeAs(oneRun.emitted());
                    assertThat(live.signals()).hasSameSizeAs(oneRun.signals());
                });
    }

    /** Each bar the moment it closes: nothing is corrected, so nothing is revised. */
    private static void inOrder(FoldRun run, Market market, long since, SplittableRandom random) {
        long progress = since;
        for (Bar bar : market.bars()) {
            long close = bar.openTime() + market.size().millis();
            while (progress < close - 1) {
                progress = Math.min(close - 1, progress + random.nextLong(1, SILENCE));
                run.page(market.size(), progress);
            }
            progress = close;
            run.page(market.size(), progress, bar);
        }
        run.page(market.size(), progress + SILENCE);
    }

    private static FoldRun run(Market market, FoldOptions options) {
        return new FoldRun(market.calendar(), options).setups(SETUP);
    }

    private static FoldRun oneRun(Market market) {
        return run(market, OPTIONS).pages(market.size(), 288, market.bars()).end(Market.END);
    }

    private static FoldRun backfill(
            FoldRun run, Market market, LiveFeed feed, long cut, SplittableRandom random) {
        List<Bar> known = feed.between(Long.MIN_VALUE, cut);
        if (!known.isEmpty()) {
            run.pages(market.size(), 1 + random.nextInt(500), known);
        }
        return run.end(cut);
    }

    private static void barsWereHanded(FoldRun live, Market market) throws Exception {
        HandedBars handed = new HandedBars(FoldRun.SYMBOL, 1);
        new SymbolFold(OPTIONS).onHanded(handed, market.calendar(), live.store(), live);
    }

    private static void handOver(
            FoldRun live, Market market, long since, LongPredicate comesAgain) {
        long needed = regionStart(market.calendar(), since);
        long from =
                live.snapshots().stream()
                        .mapToLong(FoldSnapshot::at)
                        .filter(at -> at <= needed)
                        .max()
                        .orElse(Math.min(needed, market.bars().get(0).openTime() - SILENCE));
        live.setups(SETUP).baseline(live.stored(from, Market.END, true, comesAgain));
    }

    /** Where the months and weeks begin that a correction of the last sessions may touch. */
    private static long regionStart(VenueCalendar calendar, long since) {
        Session session = calendar.sessionAtOrAfter(since);
        try {
            for (int i = 0; i < 6; i++) {
                session = calendar.previous(session.date());
            }
            Session month = calendar.session(session.month().firstSession());
            Session week = calendar.session(month.week().firstSession());
            return calendar.session(week.month().firstSession()).openTime();
        } catch (CalendarNotCoveredException beginOfData) {
            return session.openTime();
        }
    }

    private static void assertSame(FoldRun run, FoldRun expected) {
        assertThat(run.late()).isEmpty();
        assertThat(run.canonical()).isEqualTo(expected.canonical());
        assertThat(run.canonicalValues()).isEqualTo(expected.canonicalValues());
        assertThat(run.standingSignals()).isEqualTo(expected.standingSignals());
        assertThat(run.failures()).isEmpty();
    }
}
