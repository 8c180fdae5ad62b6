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
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stored slot keeps the bars that it was made of, so that a later run can complete them. */
class SlotInputsTest {

    private static final VenueCalendar XNYS =
            Venues.shipped().calendar("XNYS", Alignment.SESSION, Hours.REGULAR);
    private static final FoldOptions MERGE =
            new FoldOptions(60_000, true, FoldOptions.DEFAULT.timeframeMask(), SeriesOptions.NONE);
    private static final long SLOT = at("2025-07-02T19:55:00Z");
    private static final long END = at("2025-07-03T00:00:00Z");

    private final List<Bar> minutes = Bars.of(XNYS, BarSize.M1, "2025-07-02", "2025-07-02", 1);

    @Test
    void completesAPartialSlotByTheMinutesOfALaterRun() {
        List<Bar> partial = minutes.subList(0, minutes.size() - 2);
        FoldRun first = run().pages(BarSize.M1, 100, partial).end(END);
        assertThat(slot(first).inputCount()).isEqualTo(3);

        FoldRun second = later(first, BarSize.M1, minutes.subList(388, 390));

        assertThat(slot(second).inputCount()).isEqualTo(5);
        assertThat(second.counts().accepted).isEqualTo(2);
        assertThat(second.emitted())
                .hasSize(13)
                .allMatch(c -> c.revision() == 2 && c.closeTime() == SLOT + 300_000);
        assertThat(second.canonical())
                .isEqualTo(run().pages(BarSize.M1, 100, minutes).end(END).canonical());
    }

    @Test
    void correctsOneMinuteOfAPartialSlotThatEarlierRunsStored() {
        List<Bar> partial = minutes.subList(0, minutes.size() - 2);
        FoldRun first = run().pages(BarSize.M1, 100, partial).end(END);
        Bar old = partial.get(387);
        Bar lower = Bars.flat(old.openTime(), 1);

        FoldRun second = later(first, BarSize.M1, List.of(lower));
        FoldRun third = later(second, BarSize.M1, List.of(old));

        assertThat(slot(second).low()).isEqualTo(1);
        assertThat(slot(second).inputCount()).isEqualTo(3);
        assertThat(third.canonical()).isEqualTo(first.canonical());
        assertThat(slot(third).revision()).isEqualTo(3);
    }

    @Test
    void replacesAFiveMinuteBarByItsMinutes() {
        Bar five = new Bar(SLOT, 70, 80, 60, 75, 1000);
        FoldRun first = run().page(BarSize.M5, SLOT + 300_000, five).end(END);

        FoldRun second = later(first, BarSize.M1, minutes.subList(385, 390));

        assertThat(second.canonical())
                .isEqualTo(
                        run().pages(BarSize.M1, 9, minutes.subList(385, 390)).end(END).canonical());
    }

    @Test
    void replacesTheMinutesOfAStoredSlotByItsFiveMinuteBar() {
        List<Bar> minutes = Bars.of(XNYS, BarSize.M1, "2025-07-02", "2025-07-02", 1);
        FoldRun first = run().pages(BarSize.M1, 100, minutes).end(END);
        Bar five = new Bar(SLOT, 70, 80, 60, 75, 1000);

        FoldRun second = later(first, BarSize.M5, List.of(five));

        Candle slot = slot(second);
        assertThat(slot)
                .extracting(Candle::open, Candle::high, Candle::low, Candle::close)
                .containsExactly(70.0, 80.0, 60.0, 75.0);
        assertThat(slot.volume()).isEqualTo(1000);
        assertThat(slot.inputCount()).isEqualTo(1);
        assertThat(slot.revision()).isEqualTo(2);
        assertThat(second.counts().accepted).isEqualTo(second.counts().corrected).isEqualTo(1);
    }

    private static FoldRun run() {
        return new FoldRun(XNYS, MERGE);
    }

    private static FoldRun later(FoldRun earlier, BarSize size, List<Bar> bars) {
        return earlier.next(MERGE)
                .baseline(at("2025-06-02T00:00:00Z"), at("2025-08-02T00:00:00Z"), true, new byte[0])
                .page(size, END, bars.toArray(new Bar[0]))
                .end(END);
    }

    private static Candle slot(FoldRun run) {
        return run.stored(Timeframe.M5, SLOT).orElseThrow();
    }
}
