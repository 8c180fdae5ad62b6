package dev.candlemill.calendar;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which calendar a symbol follows. Travels to the task managers as settings; the calendars
 * themselves are built there on first use and kept. Thread-safe.
 */
public final class CalendarSettings implements Serializable {

    private static final long serialVersionUID = 1L;

    // -- configuration
    private final String defaultVenue;
    private final Alignment alignment;
    private final Hours hours;
    private final @Nullable String overlayYaml;
    private final String overlayName;

    // -- runtime
    private transient @Nullable Venues venues;
    private transient @Nullable Map<String, VenueCalendar> calendars;

    private CalendarSettings(
            String defaultVenue,
            Alignment alignment,
            Hours hours,
            @Nullable String overlayYaml,
            String overlayName) {
        this.defaultVenue = requireNonNull(defaultVenue, "defaultVenue is null");
        this.alignment = requireNonNull(alignment, "alignment is null");
        this.hours = requireNonNull(hours, "hours is null");
        this.overlayYaml = overlayYaml;
        this.overlayName = overlayName;
    }

    /**
     * The shipped venues.
     *
     * @param defaultVenue for symbols that name no venue of their own
     */
    public static CalendarSettings of(String defaultVenue, Alignment alignment, Hours hours) {
        return new CalendarSettings(defaultVenue, alignment, hours, null, "");
    }

    /** The same with a user's venues laid over the shipped ones. */
    public CalendarSettings withOverlay(String yaml, String fileName) {
        return new CalendarSettings(defaultVenue, alignment, hours, yaml, fileName);
    }

    public String defaultVenue() {
        return defaultVenue;
    }

    public Alignment alignment() {
        return alignment;
    }

    public Hours hours() {
        return hours;
    }

    /**
     * @throws IllegalArgumentException for mistakes in the overlay, naming each
     */
    public synchronized Venues venues() {
        if (venues == null) {
            venues =
                    overlayYaml == null
                            ? Venues.shipped()
                            : Venues.withOverlay(overlayYaml, overlayName);
        }
        return venues;
    }

    /**
     * The calendar of the symbol's venue; symbols of one venue share it.
     *
     * @throws IllegalArgumentException for an unknown venue
     */
    public VenueCalendar calendarOf(String symbol) {
        String venue = venues().venueOf(symbol, defaultVenue);
        return calendars().computeIfAbsent(venue, id -> venues().calendar(id, alignment, hours));
    }

    private synchronized Map<String, VenueCalendar> calendars() {
        if (calendars == null) {
            calendars = new ConcurrentHashMap<>();
        }
        return calendars;
    }
}
