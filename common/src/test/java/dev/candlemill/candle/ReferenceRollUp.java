package dev.candlemill.candle;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Period;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The final candles of one symbol by definition, all bars at once: slow, plain, and without any
 * state. What the fold must agree with to the last bit, so sums are taken in its order: a slot of
 * its bars, anything up to a day of its slots, weeks and months of their days.
 *
 * @param grace milliseconds after a bucket's close until which its missing bars are waited for
 * @param asOf epoch milliseconds: the market time at which the run ends
 * @param mergeClose whether a bar that opens exactly at a session's close counts for its last slot;
 *     any other bar outside the sessions never counts
 */
public record ReferenceRollUp(
        VenueCalendar calendar, BarSize barSize, long grace, long asOf, boolean mergeClose) {

    /** Everything waited for and nothing outside merged. */
    public static ReferenceRollUp of(VenueCalendar calendar, BarSize barSize, long asOf) {
        return new ReferenceRollUp(calendar, barSize, 0, asOf, false);
    }

    /**
     * Final candles by timeframe and time, all of revision 1.
     *
     * @param bars valid, of the one size, ascending, one per open time
     */
    public List<Candle> candles(String symbol, List<Bar> bars) {
        Map<Session, Map<Integer, Part>> days = slotsBySession(bars);
        List<Candle> candles = new ArrayList<>();
        for (Timeframe timeframe : Timeframe.all()) {
            Map<Period, Part> buckets = new TreeMap<>(Comparator.comparingLong(Period::openTime));
            days.forEach((session, slots) -> rollUp(timeframe, session, slots, buckets));
            buckets.forEach(
                    (bucket, part) -> {
                        boolean everyBarCame = part.fullSlots == bucket.expectedBars();
                        if (everyBarCame || bucket.closeTime() + grace <= asOf) {
                            candles.add(part.candle(symbol, timeframe, bucket));
                        }
                    });
        }
        return candles;
    }

    public List<Candle> candles(String symbol, BarColumns bars) {
        return candles(symbol, IntStream.range(0, bars.size()).mapToObj(bars::bar).toList());
    }

    private Map<Session, Map<Integer, Part>> slotsBySession(List<Bar> bars) {
        Map<Session, Map<Integer, Part>> days =
                new TreeMap<>(Comparator.comparingInt(Session::date));
        for (Bar bar : bars) {
            Session session = calendar.sessionAt(bar.openTime());
            Session closing = mergeClose ? calendar.sessionClosingAt(bar.openTime()) : null;
            if (session != null) {
                slot(days, session, session.slotAt(bar.openTime())).add(bar, true);
            } else if (closing != null) {
                slot(days, closing, closing.slotCount() - 1).add(bar, false);
            }
        }
        int barsPerSlot = (int) (Timeframe.SLOT_MILLIS / barSize.millis());
        days.values().forEach(slots -> slots.values().forEach(slot -> slot.close(barsPerSlot)));
        return days;
    }

    private static Part slot(Map<Session, Map<Integer, Part>> days, Session session, int slot) {
        return days.computeIfAbsent(session, key -> new TreeMap<>())
                .computeIfAbsent(slot, key -> new Part());
    }

    private static void rollUp(
            Timeframe timeframe, Session day, Map<Integer, Part> slots, Map<Period, Part> into) {
        if (timeframe == Timeframe.W1 || timeframe == Timeframe.MN1) {
            Part sum = new Part();
            slots.values().forEach(sum::add);
            Period period = timeframe == Timeframe.W1 ? day.week() : day.month();
            into.computeIfAbsent(period, key -> new Part()).add(sum);
        } else {
            slots.forEach(
                    (slot, part) ->
                            into.computeIfAbsent(bucket(timeframe, day, slot), key -> new Part())
                                    .add(part));
        }
    }

    private static Period bucket(Timeframe timeframe, Session day, int slot) {
        int t = timeframe.ordinal();
        int bucket = day.grid().bucketAt(t, slot);
        long open = day.slotOpen(day.grid().firstSlot(t, bucket));
        long close = day.slotOpen(day.grid().endSlot(t, bucket));
        int expected = day.grid().expectedBars(t, bucket);
        return new Period(day.date(), open, close, expected, day.date(), day.date());
    }

    /** What traded in a slot or in several, in order. */
    private static final class Part {
        private double open;
        private double high = Double.NEGATIVE_INFINITY;
        private double low = Double.POSITIVE_INFINITY;
        private double close;
        private double volume;
        private int slots;
        private int fullSlots;
        private int inputs;
        private int ownInputs;

        void add(Bar bar, boolean isOwn) {
            addValues(bar.open(), bar.high(), bar.low(), bar.close(), bar.volume());
            inputs++;
            ownInputs += isOwn ? 1 : 0;
        }

        void close(int barsPerSlot) {
            slots = 1;
            fullSlots = ownInputs == barsPerSlot ? 1 : 0;
        }

        void add(Part part) {
            addValues(part.open, part.high, part.low, part.close, part.volume);
            inputs += part.inputs;
            slots += part.slots;
            fullSlots += part.fullSlots;
        }

        private void addValues(double o, double h, double l, double c, double v) {
            open = inputs == 0 ? o : open;
            high = Math.max(high, h);
            low = Math.min(low, l);
            close = c;
            volume += v;
        }

        Candle candle(String symbol, Timeframe timeframe, Period bucket) {
            int expected = bucket.expectedBars();
            return new Candle(
                    symbol,
                    timeframe,
                    bucket.openTime(),
                    bucket.closeTime(),
                    bucket.date(),
                    open,
                    high,
                    low,
                    close,
                    volume,
                    slots,
                    expected,
                    inputs,
                    1);
        }
    }
}
