package dev.candlemill.provider.simulated;

import static dev.candlemill.provider.simulated.SimulatedFixture.calendar;
import static dev.candlemill.provider.simulated.SimulatedFixture.pages;
import static dev.candlemill.provider.simulated.SimulatedFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.candle.FoldRun;
import dev.candlemill.candle.ReferenceRollUp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fold, fed with everything that goes wrong, makes the candles of the truth. */
class SimulatedRollUpTest {

    private static final SimulatedSettings DISORDER =
            settings("2024-10-14", "2025-04-10").withFaults(Faults.each(0.005));

    @Test
    void makesTheReferenceCandlesOfTheTruth() {
        for (int pageSize : new int[] {78, 288, 100_000}) {
            assertMakesTheTruth(DISORDER.withPageSize(pageSize));
        }
    }

    @Test
    void makesTheReferenceCandlesOfMinuteBarsToo() {
        assertMakesTheTruth(
                settings("2024-11-25", "2025-03-03")
                        .withBarSize(BarSize.M1)
                        .withFaults(Faults.each(0.002)));
    }

    private static void assertMakesTheTruth(SimulatedSettings settings) {
        SimulatedMarket market = new SimulatedMarket(settings);
        for (String symbol : settings.symbols()) {
            VenueCalendar calendar = calendar(symbol);
            FoldRun run = new FoldRun(calendar, FoldOptions.DEFAULT);
            pages(settings, symbol).forEach(page -> run.page(validated(calendar, page)));
            run.page(BarPage.endOfInput(symbol, settings.to(), settings.to(), "simulated"));

            List<Candle> expected =
                    new ReferenceRollUp(
                                    calendar,
                                    settings.barSize(),
                                    FoldOptions.DEFAULT.graceMillis(),
                                    settings.to(),
                                    false)
                            .candles(symbol, market.truth(symbol)).stream()
                                    .map(FoldRun::withoutRevision)
                                    .toList();
            assertThat(run.canonical()).isEqualTo(expected);
            assertThat(SimulatedFixture.describe(run.counts()))
                    .isEqualTo(SimulatedFixture.describe(market.counts(symbol)));
        }
    }

    private static BarPage validated(VenueCalendar calendar, BarPage page) {
        BarColumns valid = new BarColumns(page.bars().size());
        int[] rejected = new int[RejectReason.values().length];
        for (int i = 0; i < page.bars().size(); i++) {
            RejectReason reason =
                    Replay.reject(
                            calendar,
                            page.bars().bar(i),
                            page.bars().barSize(i),
                            page.marketClock());
            if (reason == null) {
                valid.addFrom(page.bars(), i);
            } else {
                rejected[reason.ordinal()]++;
            }
        }
        return page.validated(valid, rejected);
    }
}
