package dev.candlemill.calendar;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
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
    private final @Nullable Alignment alignment;
    private final Hours hours;
    private final @Nullable String overlayYaml;
    private final String overlayName;

    // -- runtime
    private transient @Nullable Venues venues;
    private transient @Nullable Map<String, VenueCalendar> calendars;

    private CalendarSettings(
            String defaultVenue,
            @Nullable Alignment alignment,
            Hours hours,
            @Nullable String overlayYaml,
            String overlayName) {
        this.defaultVenue = requireNonNull(defaultVenue, "defaultVenue is null");
        this.alignment = alignment;
        this.hours = requireNonNull(hours, "hours is null");
        this.overlayYaml = overlayYaml;
        this.overlayName = overlayName;
    }

    /**
     * The shipped venues, all with one alignment.
     *
     * @param defaultVenue for symbols that name no venue of their own
     */
    public static CalendarSettings of(String defaultVenue, Alignment alignment, Hours hours) {
        return new CalendarSettings(
                defaultVenue, requireNonNull(alignment, "alignment is null"), hours, null, "");
    }

    /**
     * The shipped venues, each with its own alignment.
     *
     * @param defaultVenue for symbols that name no venue of their own; empty: they have no calendar
     */
    public static CalendarSettings of(String defaultVenue, Hours hours) {
        return new CalendarSettings(defaultVenue, null, hours, null, "");
    }

    /** The same with a user's venues laid over the shipped ones. */
    public CalendarSettings withOverlay(String yaml, String fileName) {
        return new CalendarSettings(defaultVenue, alignment, hours, yaml, fileName);
    }

    public String defaultVenue() {
        return defaultVenue;
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
        return calendar(venues().venueOf(symbol, defaultVenue));
    }

    /** The same; empty for a symbol without a venue where there is no default. */
    public Optional<VenueCalendar> calendarIfAny(String symbol) {
        String venue = venues().venueOf(symbol, defaultVenue);
        return venue.isEmpty() ? Optional.empty() : Optional.of(calendar(venue));
    }

    /**
     * The calendar of a venue.
     *
     * @throws IllegalArgumentException for an unknown one
     */
    public VenueCalendar calendar(String venue) {
        return calendars()
                .computeIfAbsent(
                        venue,
                        id -> {
                            Venues all = venues();
                            return all.calendar(
                                    id,
                                    alignment == null ? all.defaultAlignment(id) : alignment,
                                    hours);
                        });
    }

    /** Differs where candles may differ. */
    public String fingerprint() {
        String plain =
                String.join(
                        "/",
                        defaultVenue,
                        (alignment == null ? Alignment.SESSION : alignment).name(),
                        hours.name());
        return overlayYaml == null
                ? plain
                : plain + "/" + Integer.toHexString(overlayYaml.hashCode());
    }

    private synchronized Map<String, VenueCalendar> calendars() {
        if (calendars == null) {
            calendars = new ConcurrentHashMap<>();
        }
        return calendars;
    }
}
