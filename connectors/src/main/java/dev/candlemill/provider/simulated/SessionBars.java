package dev.candlemill.provider.simulated;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Session;
import java.util.Arrays;

/**
 * Makes the 5-minute bars of one session at a time, from nothing but the symbol, its daily path and
 * the date: a bridge from the day's open to its close, whose steps cluster. Used by one thread.
 */
final class SessionBars {

    private static final double[] NO_STEPS = {};
    private static final double WEEKEND_ACTIVITY = 0.65;

    /** A GARCH(1,1) over the day's own profile; the three add up to 1, so its mean stays 1. */
    private static final double VARIANCE_BASE = 0.08;

    private static final double VARIANCE_NEWS = 0.14;
    private static final double VARIANCE_STAYS = 0.78;

    private static final double UNIT = 0x1.0p-16;
    private static final byte M5 = (byte) BarSize.M5.ordinal();

    private final Instrument instrument;
    private final DailyPath path;
    private final SeededRandom random = new SeededRandom(0);
    private IntradayProfile profile = IntradayProfile.session(0);

    /** Where the walk stands after each slot, and the part of its variance until then. */
    private double[] walk = NO_STEPS;

    private double[] elapsed = NO_STEPS;
    private double[] step = NO_STEPS;

    SessionBars(Instrument instrument, DailyPath path) {
        this.instrument = instrument;
        this.path = path;
    }

    /** Replaces {@code into} by the session's bars, ascending. */
    void fill(Session session, BarColumns into) {
        into.clear();
        int day = session.date();
        random.reseed(SeededRandom.hash(instrument.key(), day));
        chooseProfile(session);
        walk(profile.slots(), path.deviation(day));
        double open = path.openPrice(day);
        bend(profile.slots(), path.closePrice(day) / open - 1);
        write(session, open * instrument.priceScale(), into);
    }

    private void chooseProfile(Session session) {
        int slots = session.expectedBars();
        int hour = instrument.aroundTheClock() ? (int) (session.openTime() / 3_600_000 % 24) : 0;
        if (profile.slots() == slots && profile.openHour() == hour) {
            return;
        }
        profile =
                instrument.aroundTheClock()
                        ? IntradayProfile.aroundTheClock(hour, slots)
                        : IntradayProfile.session(slots);
        if (walk.length < slots) {
            walk = Arrays.copyOf(walk, slots);
            elapsed = Arrays.copyOf(elapsed, slots);
            step = Arrays.copyOf(step, slots);
        }
    }

    private void walk(int slots, double deviation) {
        double[] volatility = profile.volatility();
        double variance = 1;
        double at = 0;
        double sum = 0;
        for (int i = 0; i < slots; i++) {
            double size = deviation * volatility[i] * Math.sqrt(variance);
            double news = random.gaussian();
            at += size * news;
            sum += size * size;
            walk[i] = at;
            elapsed[i] = sum;
            step[i] = size;
            variance = VARIANCE_BASE + variance * (VARIANCE_NEWS * news * news + VARIANCE_STAYS);
        }
    }

    /** Turns the walk into one that ends at {@code end}. */
    private void bend(int slots, double end) {
        double excess = (walk[slots - 1] - end) / elapsed[slots - 1];
        for (int i = 0; i < slots; i++) {
            walk[i] -= elapsed[i] * excess;
        }
    }

    private void write(Session session, double openTicks, BarColumns into) {
        double activity = activity(session.date());
        double previous = Math.max(1, Math.rint(openTicks));
        int i = 0;
        for (int slot = 0; slot < session.slotCount(); slot++) {
            if (!session.grid().isTrading(slot)) {
                continue;
            }
            long bits = random.next();
            double open = i == 0 ? previous : Math.max(1, previous + jitter(bits));
            double close = Math.max(1, Math.rint(openTicks * (1 + walk[i])));
            double wick = 0.6 * openTicks * step[i];
            double high = Math.max(open, close) + Math.rint(wick * squared(bits >>> 16));
            double low =
                    Math.max(1, Math.min(open, close) - Math.rint(wick * squared(bits >>> 32)));
            double moved = Math.abs(close - open) / (openTicks * step[i]);
            double lots = activity * profile.volume()[i] * (0.35 + 0.4 * moved + unit(bits >>> 48));
            into.add(
                    session.slotOpen(slot),
                    open / instrument.priceScale(),
                    high / instrument.priceScale(),
                    low / instrument.priceScale(),
                    close / instrument.priceScale(),
                    Math.max(1, Math.rint(lots)) * instrument.lotSize() / instrument.volumeScale(),
                    M5);
            previous = close;
            i++;
        }
    }

    /** Turbulent days trade more, a coin's weekends less. */
    private double activity(int day) {
        double turbulence = path.deviation(day) / instrument.dailyVolatility();
        double weekend = DailyPath.isWeekend(day) ? WEEKEND_ACTIVITY : 1;
        return instrument.barLots() * weekend * (0.5 + 0.6 * turbulence);
    }

    /** -1, 0 or 1 tick between a bar's open and the close before it. */
    private static long jitter(long bits) {
        return (bits & 1) - (bits >>> 1 & 1);
    }

    private static double unit(long bits) {
        return (bits & 0xFFFF) * UNIT;
    }

    private static double squared(long bits) {
        double unit = unit(bits);
        return unit * unit * 3;
    }
}
