package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.Venues;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A day around the clock has 288 slots in three stretches of 96. */
class StretchesTest {

    private final Session day =
            Venues.shipped()
                    .calendar("CRYPTO", Alignment.SESSION, Hours.REGULAR)
                    .sessionAtOrAfter(Instant.parse("2025-03-04T00:00:00Z").toEpochMilli());

    private final InMemorySymbolStore store = new InMemorySymbolStore();

    @Test
    void aStretchIsPackedWithItsLastSlot() throws Exception {
        append(0, 95);
        assertThat(store.isPacked(Stretch.of(day, 0))).isFalse();

        append(95, 96);
        assertThat(store.isPacked(Stretch.of(day, 0))).isTrue();
        assertThat(store.bars(Stretch.of(day, 0)).columns().size()).isEqualTo(96);
    }

    @Test
    void aStretchIsPackedWhenALaterOneBegins() throws Exception {
        append(80, 90, 97, 99);

        assertThat(store.isPacked(Stretch.of(day, 0))).isTrue();
        assertThat(store.isPacked(Stretch.of(day, 97))).isFalse();
    }

    @Test
    void aCorrectionLeavesAWholeStretchPackedWithTheNewBar() throws Exception {
        append(0, 96);
        Stretches stretches = new Stretches(store);
        BarColumns corrected = BarColumns.of(BarSize.M5, bar(7, 99));

        assertThat(stretches.place(day, 7, corrected, 0, true))
                .isEqualTo(Stretches.Placed.CORRECTED);
        stretches.flush();

        assertThat(store.isPacked(Stretch.of(day, 0))).isTrue();
        assertThat(store.bars(Stretch.of(day, 0)).columns().volume(7)).isEqualTo(99);
        assertThat(store.bars(Stretch.of(day, 0)).columns().volume(8)).isEqualTo(1);
    }

    /** The bars of slots {@code [from, to)}, by pairs, in one event. */
    private void append(int... ranges) throws Exception {
        Stretches stretches = new Stretches(store);
        for (int i = 0; i < ranges.length; i += 2) {
            BarColumns bars = new BarColumns(0);
            for (int slot = ranges[i]; slot < ranges[i + 1]; slot++) {
                bars.add(bar(slot, 1), BarSize.M5);
            }
            assertThat(stretches.append(day, bars, 0)).isEqualTo(bars.size());
        }
        stretches.flush();
    }

    private Bar bar(int slot, double volume) {
        return new Bar(day.openTime() + slot * Timeframe.SLOT_MILLIS, 2, 3, 1, 2.5, volume);
    }
}
