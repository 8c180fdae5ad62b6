package dev.candlemill.provider.simulated;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Timeframe;

/**
 * Splits 5-minute bars into five 1-minute bars each, which have together the same open, high, low,
 * close and volume (where volumes are whole numbers, to the bit). Used by one thread.
 */
final class MinuteBars {

    private static final int MINUTES = Timeframe.SLOT_MINUTES;
    private static final byte M1 = (byte) BarSize.M1.ordinal();

    private final Instrument instrument;
    private final SeededRandom random = new SeededRandom(0);

    MinuteBars(Instrument instrument) {
        this.instrument = instrument;
    }

    /**
     * Replaces {@code into} by the minutes of {@code bars}, the bars of the session of that day.
     */
    void split(int day, BarColumns bars, BarColumns into) {
        into.clear();
        random.reseed(SeededRandom.hash(instrument.key() ^ MINUTES, day));
        for (int i = 0; i < bars.size(); i++) {
            split(bars, i, into);
        }
    }

    private void split(BarColumns bars, int i, BarColumns into) {
        double open = ticks(bars.open(i));
        double high = ticks(bars.high(i));
        double low = ticks(bars.low(i));
        double close = ticks(bars.close(i));
        double lots = Math.rint(bars.volume(i) * instrument.volumeScale() / instrument.lotSize());
        int highest = random.below(MINUTES);
        int lowest = random.below(MINUTES);
        double from = open;
        for (int minute = 0; minute < MINUTES; minute++) {
            int left = MINUTES - minute;
            double noise = 0.5 * (high - low) * (random.uniform() - 0.5);
            double to =
                    left == 1
                            ? close
                            : clamp(Math.rint(from + (close - from) / left + noise), low, high);
            double top = Math.max(from, to);
            double bottom = Math.min(from, to);
            top = minute == highest ? high : top + Math.rint(0.3 * random.uniform() * (high - top));
            bottom =
                    minute == lowest
                            ? low
                            : bottom - Math.rint(0.3 * random.uniform() * (bottom - low));
            double part =
                    left == 1
                            ? lots
                            : Math.min(lots, Math.rint(2 * random.uniform() * lots / left));
            add(into, bars.openTime(i) + minute * 60_000L, from, top, bottom, to, part);
            lots -= part;
            from = to;
        }
    }

    private void add(
            BarColumns into, long time, double o, double h, double l, double c, double lots) {
        double scale = instrument.priceScale();
        double volume = lots * instrument.lotSize() / instrument.volumeScale();
        into.add(time, o / scale, h / scale, l / scale, c / scale, volume, M1);
    }

    private double ticks(double price) {
        return Math.rint(price * instrument.priceScale());
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
