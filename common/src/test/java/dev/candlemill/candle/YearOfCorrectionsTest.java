package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.Venues;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.strategy.WarmUp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A year of bars of which some come days late and some wrong at first, against a clean run. */
class YearOfCorrectionsTest {

    private static final FoldOptions OPTIONS =
            new FoldOptions(
                    FoldOptions.DEFAULT.graceMillis(),
                    false,
                    FoldOptions.DEFAULT.timeframeMask(),
                    new SeriesOptions(true, List.of(), WarmUp.USABLE));

    private static final TradingSetup SETUP =
            new TradingSetup(
                    "all",
                    FoldRun.SYMBOL,
                    List.of(Timeframe.M15, Timeframe.H1, Timeframe.D1, Timeframe.W1),
                    List.of(),
                    List.of(
                            "every_candle",
                            "sma_cross(20,50)",
                            "ema_cross(5,12)",
                            "rsi(14,30,70)",
                            "macd(12,26,9)",
                            "bollinger(20,2)"),
                    TradingSetup.Status.ACTIVE);

    /** A bar may be three sessions late: what has a higher rank than it is then in already. */
    private static final int MOST_LATE = 3 * 78;

    private static final int PAGE = 300;

    private final Market market =
            new Market(
                    Venues.shipped().calendar("XNYS", Alignment.SESSION, Hours.REGULAR),
                    BarSize.M5,
                    Bars.of(
                            Venues.shipped().calendar("XNYS", Alignment.SESSION, Hours.REGULAR),
                            BarSize.M5,
                            "2024-07-01",
                            "2025-06-30",
                            2024));

    private record Arrival(Bar bar, int rank) {}

    @Test
    void lateAndRevisedBarsEndInTheRowsAndSignalsOfTheRightOnes() {
        assertThat(market.bars().size()).isBetween(19_000, 19_600);
        FoldRun clean = run().pages(BarSize.M5, 288, market.bars()).end(Market.END);
        List<Bar> arrivals = arrivals(new SplittableRandom(5));
        FoldRun run = run().pages(BarSize.M5, PAGE, arrivals).end(Market.END);

        assertThat(run.late()).isEmpty();
        assertThat(run.canonical()).isEqualTo(clean.canonical());
        assertThat(run.canonicalValues()).isEqualTo(clean.canonicalValues());
        assertThat(run.standingSignals()).isEqualTo(clean.standingSignals());
        assertThat(clean.signals()).allMatch(signal -> signal.status() == SignalStatus.NEW);
        var byStatus =
                run.signals().stream()
                        .collect(Collectors.groupingBy(Signal::status, Collectors.counting()));
        assertThat(byStatus.get(SignalStatus.RETRACTED)).isGreaterThan(200);
        assertThat(byStatus.get(SignalStatus.REVISED)).isGreaterThan(200);
    }

    private FoldRun run() {
        return new FoldRun(market.calendar(), OPTIONS).setups(SETUP);
    }

    /** One bar in a hundred is late, one in a hundred comes with other values before. */
    private List<Bar> arrivals(SplittableRandom random) {
        List<Arrival> all = new ArrayList<>();
        for (int i = 0; i < market.bars().size(); i++) {
            Bar bar = market.bars().get(i);
            int kind = i == 0 ? 99 : random.nextInt(100);
            if (kind == 0) {
                all.add(new Arrival(Market.changed(bar, random), i));
            }
            all.add(new Arrival(bar, kind < 2 ? i + 1 + random.nextInt(MOST_LATE) : i));
        }
        all.sort(Comparator.comparingInt(Arrival::rank));
        return all.stream().map(Arrival::bar).toList();
    }
}
