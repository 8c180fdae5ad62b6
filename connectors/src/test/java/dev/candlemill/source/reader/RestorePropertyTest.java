package dev.candlemill.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Baseline;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.source.FakeProvider;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.ProviderSplitSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random ranges and pages, with late, duplicate and absurd bars; the seed names the case. */
class RestorePropertyTest {

    private static final long DAY = 86_400_000L;
    private static final long START = EventScript.at("2024-11-20T00:00:00Z");
    private static final long AS_OF = EventScript.at("2025-09-10T00:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aRestoreAtAnyEventNeitherSkipsNorRepeats(long seed) throws IOException {
        Case random = new Case(seed);
        List<PositionedEvent> all = random.readFrom(random.split());
        ProviderSplitSerializer serializer = new ProviderSplitSerializer();
        for (int i = 0; i < all.size(); i++) {
            byte[] saved = serializer.serialize(random.split().at(all.get(i).after()));
            List<PositionedEvent> rest = random.readFrom(serializer.deserialize(1, saved));
            assertThat(bytes(rest))
                    .as("seed %d, restored after event %d", seed, i)
                    .isEqualTo(bytes(all.subList(i + 1, all.size())));
        }
        assertThat(all.get(all.size() - 1).isLast()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyBarComesOnceAndAfterItsBaseline(long seed) throws IOException {
        Case random = new Case(seed);
        List<Double> volumes = new ArrayList<>();
        Baseline loaded = null;
        for (PositionedEvent positioned : random.readFrom(random.split())) {
            if (positioned.event() instanceof Baseline baseline) {
                assertThat(baseline.startsRegion() || random.isNextTo(loaded, baseline)).isTrue();
                loaded = baseline;
            } else {
                BarColumns bars = ((BarPage) positioned.event()).bars();
                for (int i = 0; i < bars.size(); i++) {
                    volumes.add(bars.volume(i));
                    if (random.isOrdinary(bars.openTime(i))) {
                        assertThat(bars.openTime(i)).isLessThan(loaded.to());
                    }
                }
            }
        }
        assertThat(volumes)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, random.barCount).mapToObj(Double::valueOf).toList());
    }

    private static List<String> bytes(List<PositionedEvent> events) {
        return events.stream().map(event -> EventScript.bytes(event.event())).toList();
    }

    /** One random symbol; each bar's volume is its serial number. */
    private static final class Case {

        private final SplittableRandom random;
        private final CalendarSettings calendars;
        private final List<SymbolRange> ranges = new ArrayList<>();
        private final List<List<BarPage>> pages = new ArrayList<>();
        private long barCount;

        Case(long seed) {
            random = new SplittableRandom(seed);
            calendars = random.nextBoolean() ? EventScript.CRYPTO : EventScript.XNYS;
            long from = START;
            for (int i = 0; i < 3; i++) {
                long to = from + random.nextLong(1, 70) * DAY;
                ranges.add(new SymbolRange("S", from, to));
                pages.add(randomPages(from, to));
                from = to + random.nextLong(60) * DAY;
            }
        }

        ProviderSplit split() {
            return ProviderSplit.of("S", ranges);
        }

        List<PositionedEvent> readFrom(ProviderSplit split) throws IOException {
            FakeProvider provider =
                    new FakeProvider(ranges, range -> pages.get(ranges.indexOf(range)));
            return EventScript.read(split, provider, calendars, AS_OF);
        }

        boolean isOrdinary(long time) {
            return time >= START
                    && time < AS_OF
                    && calendars.calendarOf("S").sessionAt(time) != null
                    && ranges.stream().anyMatch(r -> time >= r.from() && time < r.to());
        }

        boolean isNextTo(Baseline loaded, Baseline next) {
            return next.from()
                    <= calendars.calendarOf("S").sessionAtOrAfter(loaded.to()).openTime();
        }

        private List<BarPage> randomPages(long from, long to) {
            List<BarPage> all = new ArrayList<>();
            long time = from;
            while (time < to) {
                BarColumns bars = new BarColumns(8);
                int count = random.nextInt(8);
                for (int i = 0; i < count && time < to; i++) {
                    bars.add(new Bar(oddly(time), 1, 2, 0.5, 1, barCount++), BarSize.M5);
                    time += 300_000L * random.nextLong(1, 1500);
                }
                time += 300_000L * random.nextLong(3000);
                long covered = random.nextInt(5) == 0 ? BarPage.UNKNOWN : Math.min(time, to);
                all.add(BarPage.of("S", bars, covered, time, "fake"));
            }
            return all;
        }

        private long oddly(long time) {
            return switch (random.nextInt(20)) {
                case 0 -> time - random.nextLong(40) * DAY;
                case 1 -> EventScript.at("2262-04-11T00:00:00Z");
                case 2 -> 0;
                default -> time;
            };
        }
    }
}
