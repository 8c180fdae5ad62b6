package dev.candlemill.candle;

import static dev.candlemill.candle.Bars.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.calendar.Venues;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corrections one after the other, each folded again from what the one before left. */
class AnchorTest {

    private static final VenueCalendar CRYPTO =
            Venues.shipped().calendar("CRYPTO", Alignment.SESSION, Hours.REGULAR);
    private static final String FIRST_DAY = "2025-07-01";
    private static final String LAST_DAY = "2025-07-04";

    /** A bar that is ahead of progress waits, so that the last session folded is not the last. */
    @Test
    void aCorrectionTakesNoLaterAnchorForRight() {
        List<Bar> bars = Bars.of(CRYPTO, BarSize.M5, FIRST_DAY, LAST_DAY, 5);
        int thirdDay = 2 * 288;
        int fourthDay = 3 * 288;
        Bar early = other(bars.get(100));
        Bar later = other(bars.get(thirdDay + 50));
        FoldRun run = new FoldRun(CRYPTO, FoldOptions.DEFAULT);

        run.pages(BarSize.M5, 288, bars.subList(0, fourthDay - 40));
        List<Bar> next = new ArrayList<>(bars.subList(fourthDay - 40, fourthDay));
        next.add(bars.get(fourthDay + 12));
        run.page(BarSize.M5, at("2025-07-04T00:30:00Z"), next.toArray(new Bar[0]));
        run.page(BarSize.M5, at("2025-07-04T00:30:00Z"), early);
        run.page(BarSize.M5, at("2025-07-04T00:30:00Z"), later);
        run.pages(BarSize.M5, 288, bars.subList(fourthDay, bars.size()));
        run.end(at("2025-07-05T00:05:00Z"));

        List<Bar> corrected = new ArrayList<>(bars);
        corrected.set(100, early);
        corrected.set(thirdDay + 50, later);
        FoldRun clean = new FoldRun(CRYPTO, FoldOptions.DEFAULT);
        clean.pages(BarSize.M5, 288, corrected).end(at("2025-07-05T00:05:00Z"));
        for (Bar bar : bars) {
            assertThat(run.values(Timeframe.M5, bar.openTime()).values())
                    .as("5m at %s", bar.openTime())
                    .isEqualTo(clean.values(Timeframe.M5, bar.openTime()).values());
        }
    }

    private static Bar other(Bar bar) {
        return new Bar(
                bar.openTime(),
                bar.open(),
                bar.high() + 1,
                bar.low(),
                bar.high() + 1,
                bar.volume() + 1000);
    }
}
