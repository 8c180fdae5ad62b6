package dev.candlemill.provider.simulated;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.VenueCalendar;

/** What else a provider may say about a bar: a first version, a forming one, an invalid one. */
final class BarDistortion {

    private static final long DAY = 86_400_000L;
    private static final long AFTER_CLOSE = 30 * 60_000L;

    private static final RejectReason[] KINDS = {
        RejectReason.NOT_FINITE,
        RejectReason.HIGH_BELOW_LOW,
        RejectReason.OUTSIDE_RANGE,
        RejectReason.NEGATIVE_VOLUME,
        RejectReason.NEGATIVE_PRICE,
        RejectReason.OFF_GRID,
        RejectReason.FUTURE,
        RejectReason.OUTSIDE_SESSION,
    };

    private final VenueCalendar calendar;
    private final double tick;
    private final double lot;
    private final double priceScale;
    private final double volumeScale;
    private final long futureTime;
    private final boolean hasFuture;
    private final SeededRandom random = new SeededRandom(0);

    /**
     * @param marketClock epoch milliseconds: what opens more than a day later is in the future
     */
    BarDistortion(Instrument instrument, VenueCalendar calendar, long marketClock) {
        this.calendar = calendar;
        this.priceScale = instrument.priceScale();
        this.volumeScale = instrument.volumeScale();
        this.tick = 1 / instrument.priceScale();
        this.lot = instrument.lotSize() / instrument.volumeScale();
        // No market gets there: the same bar is in the future whenever, and from wherever, it
        // comes.
        this.futureTime = calendar.lastSession().openTime();
        this.hasFuture = futureTime > marketClock + DAY;
    }

    /** A valid bar of the same time with other prices and more volume. */
    Bar firstVersion(Bar bar, long detail) {
        random.reseed(detail);
        double away = (3 + random.below(40)) * tick;
        double volume = bar.volume() + lot * (1 + random.below(50));
        return switch (random.below(3)) {
            case 0 -> with(bar, bar.high() + away, bar.low(), bar.close(), volume);
            case 1 -> with(bar, bar.high(), Math.max(tick, bar.low() - away), bar.close(), volume);
            default -> {
                double close = bar.close() + away;
                yield with(bar, Math.max(bar.high(), close), bar.low(), close, volume);
            }
        };
    }

    /** The bar as it stands after that part of its time. */
    Bar forming(Bar bar, double part) {
        double close = bar.open() + part * (bar.close() - bar.open());
        double high = Math.max(close, bar.open() + part * (bar.high() - bar.open()));
        double low = Math.min(close, bar.open() - part * (bar.open() - bar.low()));
        return with(bar, high, low, close, part * bar.volume());
    }

    /** Why the record that {@link #invalid} makes of a bar of that session is invalid. */
    RejectReason reason(Session session, long detail) {
        RejectReason reason = KINDS[SeededRandom.below(detail, KINDS.length)];
        boolean possible =
                switch (reason) {
                    case NEGATIVE_PRICE -> !calendar.allowsNegativePrices();
                    case FUTURE -> hasFuture;
                    case OUTSIDE_SESSION ->
                            calendar.sessionAt(session.closeTime() + AFTER_CLOSE) == null;
                    default -> true;
                };
        return possible ? reason : RejectReason.OFF_GRID;
    }

    /** The bar, spoilt in exactly that way. */
    Bar invalid(Bar bar, Session session, long detail) {
        random.reseed(detail);
        double high = bar.high();
        double low = bar.low();
        double close = bar.close();
        double volume = bar.volume();
        return switch (reason(session, detail)) {
            case NOT_FINITE -> notFinite(bar);
            case HIGH_BELOW_LOW -> with(bar, low - tick, low, close, volume);
            case OUTSIDE_RANGE -> with(bar, high, low, high + 10 * tick, volume);
            case NEGATIVE_VOLUME -> with(bar, high, low, close, -volume - lot);
            case NEGATIVE_PRICE ->
                    new Bar(bar.openTime(), -bar.open(), -low, -high, -close, volume);
            case FUTURE -> at(bar, futureTime);
            case OUTSIDE_SESSION -> at(bar, session.closeTime() + AFTER_CLOSE);
            default -> at(bar, bar.openTime() + 1 + random.below(59_000));
        };
    }

    private Bar notFinite(Bar bar) {
        return switch (random.below(4)) {
            case 0 -> with(bar, Double.POSITIVE_INFINITY, bar.low(), bar.close(), bar.volume());
            case 1 -> with(bar, bar.high(), Double.NEGATIVE_INFINITY, bar.close(), bar.volume());
            case 2 -> with(bar, bar.high(), bar.low(), Double.NaN, bar.volume());
            default -> with(bar, bar.high(), bar.low(), bar.close(), Double.NaN);
        };
    }

    /** The bar with other values, on the grid of ticks and lots again. */
    private Bar with(Bar bar, double high, double low, double close, double volume) {
        return new Bar(
                bar.openTime(),
                bar.open(),
                Math.rint(high * priceScale) / priceScale,
                Math.rint(low * priceScale) / priceScale,
                Math.rint(close * priceScale) / priceScale,
                Math.rint(volume * volumeScale) / volumeScale);
    }

    private static Bar at(Bar bar, long openTime) {
        return new Bar(openTime, bar.open(), bar.high(), bar.low(), bar.close(), bar.volume());
    }
}
