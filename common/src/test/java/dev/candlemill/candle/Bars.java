package dev.candlemill.candle;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Test bars: whole sessions of a venue, with prices that tell slots apart. */
public final class Bars {

    private Bars() {}

    public static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    public static Session session(VenueCalendar calendar, String date) {
        return calendar.session((int) LocalDate.parse(date).toEpochDay());
    }

    /** Every bar of the sessions of {@code [from, to]}, random walk by seed. */
    public static List<Bar> of(
            VenueCalendar calendar, BarSize size, String from, String to, long seed) {
        List<Bar> bars = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        double price = 100;
        int last = (int) LocalDate.parse(to).toEpochDay();
        int first = (int) LocalDate.parse(from).toEpochDay();
        for (int date = first; date <= last; date++) {
            Session session = calendar.session(date);
            for (int slot = 0; session != null && slot < session.slotCount(); slot++) {
                if (session.grid().isTrading(slot)) {
                    price = addSlot(bars, size, session.slotOpen(slot), price, random);
                }
            }
        }
        return bars;
    }

    private static double addSlot(
            List<Bar> bars, BarSize size, long open, double price, SplittableRandom random) {
        double last = price;
        for (long time = open; time < open + Timeframe.SLOT_MILLIS; time += size.millis()) {
            Bar bar = random(time, last, random);
            bars.add(bar);
            last = bar.close();
        }
        return last;
    }

    /** A bar near {@code price} with a volume that binary fractions cannot hold exactly. */
    public static Bar random(long time, double price, SplittableRandom random) {
        double close = Math.max(1, price + random.nextInt(-20, 21) / 100.0);
        double high = Math.max(price, close) + random.nextInt(0, 10) / 100.0;
        double low = Math.min(price, close) - random.nextInt(0, 10) / 100.0;
        return new Bar(time, price, high, low, close, random.nextInt(1, 10_000) / 10.0);
    }

    public static Bar flat(long time, double price) {
        return new Bar(time, price, price, price, price, 1);
    }
}
