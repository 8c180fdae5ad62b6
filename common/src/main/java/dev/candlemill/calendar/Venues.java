package dev.candlemill.calendar;

import java.util.Set;

/** The venues that we know: {@code venues.yaml}, and a user's own file laid over it. */
public final class Venues {

    /** The shipped venues. */
    public static Venues shipped() {
        throw new UnsupportedOperationException();
    }

    /**
     * The shipped venues with those of {@code yaml} added or replaced.
     *
     * @throws IllegalArgumentException naming every mistake with its venue and key
     */
    public static Venues withOverlay(String yaml, String fileName) {
        throw new UnsupportedOperationException();
    }

    public Set<String> ids() {
        throw new UnsupportedOperationException();
    }

    /**
     * The calendar of a venue.
     *
     * @throws IllegalArgumentException for an unknown venue, naming the known ones and the nearest
     */
    public VenueCalendar calendar(String venue, Alignment alignment, Hours hours) {
        throw new UnsupportedOperationException();
    }

    /**
     * The venue of a symbol: its prefix ({@code XNAS:AAPL}, {@code BINANCE:BTCUSDT}) where that
     * names a venue or an alias of one, else {@code defaultVenue}.
     */
    public String venueOf(String symbol, String defaultVenue) {
        throw new UnsupportedOperationException();
    }
}
