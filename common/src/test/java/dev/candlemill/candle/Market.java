package dev.candlemill.candle;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.calendar.Venues;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Bars of one symbol, ascending, with gaps, under one venue's calendar. */
public record Market(VenueCalendar calendar, BarSize size, List<Bar> bars) {

    /** After every bucket of every market. */
    public static final long END = Bars.at("2026-06-01T00:00:00Z");

    private static final String[] VENUES = {"XNYS", "XTKS", "XHKG", "FX", "CRYPTO"};
    private static final int FIRST_DAY = (int) LocalDate.of(2024, 8, 1).toEpochDay();
    private static final int DAYS = 500;
    private static final double[] MISSING = {0, 0.01, 0.5, 0.97};

    public Market {
        bars = List.copyOf(bars);
    }

    /** A market of any venue: 1-minute bars of some days, or 5-minute bars of up to ten weeks. */
    public static Market random(SplittableRandom random) {
        String venue = VENUES[random.nextInt(VENUES.length)];
        Alignment alignment = Alignment.values()[random.nextInt(Alignment.values().length)];
        VenueCalendar calendar = Venues.shipped().calendar(venue, alignment, Hours.REGULAR);
        boolean aroundTheClock = venue.equals("FX") || venue.equals("CRYPTO");
        BarSize size = random.nextInt(3) == 0 ? BarSize.M1 : BarSize.M5;
        int most = (size == BarSize.M1 ? 8 : 70) / (aroundTheClock ? 3 : 1);
        LocalDate from = LocalDate.ofEpochDay(FIRST_DAY + random.nextInt(DAYS));
        LocalDate to = from.plusDays(1 + random.nextInt(most));
        List<Bar> all = Bars.of(calendar, size, from.toString(), to.toString(), random.nextLong());
        double missing = MISSING[random.nextInt(MISSING.length)];
        List<Bar> bars = new ArrayList<>();
        int hole = 0;
        for (Bar bar : all) {
            hole = random.nextInt(500) == 0 ? random.nextInt(200) : Math.max(0, hole - 1);
            if (hole == 0 && random.nextDouble() >= missing) {
                bars.add(bar);
            }
        }
        return new Market(calendar, size, bars);
    }

    public Market withBars(List<Bar> other) {
        return new Market(calendar, size, other);
    }

    public boolean isEmpty() {
        return bars.isEmpty();
    }

    public FoldRun run() {
        return new FoldRun(calendar, FoldOptions.DEFAULT.candlesOnly());
    }

    /** What the table must hold as of then, without revisions. */
    public List<Candle> reference(long asOf) {
        return reference(FoldOptions.DEFAULT.candlesOnly(), asOf);
    }

    List<Candle> reference(FoldOptions options, long asOf) {
        return new ReferenceRollUp(
                        calendar, size, options.graceMillis(), asOf, options.mergeClose())
                .candles(FoldRun.SYMBOL, bars).stream()
                        .filter(c -> (options.timeframeMask() >> c.timeframe().ordinal() & 1) != 0)
                        .map(FoldRun::withoutRevision)
                        .toList();
    }

    /** With a bar at the close of most sessions whose last bar is there. */
    Market withAuctions(SplittableRandom random) {
        List<Bar> more = new ArrayList<>();
        for (Bar bar : bars) {
            more.add(bar);
            long end = bar.openTime() + size.millis();
            boolean isLast = session(bar).closeTime() == end && calendar.sessionAt(end) == null;
            if (isLast && random.nextInt(4) > 0) {
                more.add(Bars.random(end, bar.close(), random));
            }
        }
        return withBars(more);
    }

    public Session session(Bar bar) {
        return calendar.sessionAt(bar.openTime());
    }

    /** The same bar with other prices and another volume, so that every candle of it changes. */
    public static Bar changed(Bar bar, SplittableRandom random) {
        Bar other = Bars.random(bar.openTime(), 50 + random.nextInt(100), random);
        double volume = bar.volume() + random.nextInt(1, 100_000);
        return new Bar(
                bar.openTime(), other.open(), other.high(), other.low(), other.close(), volume);
    }

    @Override
    public String toString() {
        String times =
                bars.size() > 12
                        ? bars.size() + " bars from " + Instant.ofEpochMilli(bars.get(0).openTime())
                        : bars.stream().map(b -> Instant.ofEpochMilli(b.openTime())).toList() + "";
        return calendar + " " + size + " " + times;
    }
}
