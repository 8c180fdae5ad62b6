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

    private static final Comparator<Candle> BY_TIMEFRAME_AND_TIME =
            Comparator.comparing(Candle::timeframe).thenComparingLong(Candle::openTime);

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
        List<Candle> candles = new ArrayList<>();
        Map<Period, Part> weeks = new TreeMap<>(Comparator.comparingInt(Period::date));
        Map<Period, Part> months = new TreeMap<>(Comparator.comparingInt(Period::date));
        slotsBySession(bars)
                .forEach(
                        (session, slots) -> {
                            for (Timeframe timeframe : Timeframe.all().subList(0, 13)) {
                                addBuckets(symbol, timeframe, session, slots, candles);
                            }
                            Part day = Part.of(slots.values());
                            weeks.computeIfAbsent(session.week(), week -> new Part()).add(day);
                            months.computeIfAbsent(session.month(), month -> new Part()).add(day);
                        });
        weeks.forEach((week, part) -> add(symbol, Timeframe.W1, week, part, candles));
        months.forEach((month, part) -> add(symbol, Timeframe.MN1, month, part, candles));
        candles.sort(BY_TIMEFRAME_AND_TIME);
        return candles;
    }

    public List<Candle> candles(String symbol, BarColumns bars) {
        return candles(symbol, IntStream.range(0, bars.size()).mapToObj(bars::bar).toList());
    }

    private Map<Session, TreeMap<Integer, Part>> slotsBySession(List<Bar> bars) {
        Map<Session, TreeMap<Integer, Part>> days =
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

    private static Part slot(Map<Session, TreeMap<Integer, Part>> days, Session session, int slot) {
        return days.computeIfAbsent(session, key -> new TreeMap<>())
                .computeIfAbsent(slot, key -> new Part());
    }

    private void addBuckets(
            String symbol,
            Timeframe timeframe,
            Session session,
            Map<Integer, Part> slots,
            List<Candle> into) {
        int t = timeframe.ordinal();
        Map<Integer, Part> buckets = new TreeMap<>();
        slots.forEach(
                (slot, part) ->
                        buckets.computeIfAbsent(session.grid().bucketAt(t, slot), key -> new Part())
                                .add(part));
        buckets.forEach(
                (bucket, part) ->
                        add(
                                symbol,
                                timeframe,
                                new Period(
                                        session.date(),
                                        session.slotOpen(session.grid().firstSlot(t, bucket)),
                                        session.slotOpen(session.grid().endSlot(t, bucket)),
                                        session.grid().expectedBars(t, bucket),
                                        session.date(),
                                        session.date()),
                                part,
                                into));
    }

    private void add(
            String symbol, Timeframe timeframe, Period bucket, Part part, List<Candle> into) {
        boolean everyBarCame = part.fullSlots == bucket.expectedBars();
        if (everyBarCame || bucket.closeTime() + grace <= asOf) {
            into.add(part.candle(symbol, timeframe, bucket));
        }
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

        static Part of(Iterable<Part> parts) {
            Part sum = new Part();
            parts.forEach(sum::add);
            return sum;
        }

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
                    bucket.expectedBars(),
                    inputs,
                    1);
        }
    }
}
