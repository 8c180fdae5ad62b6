package dev.candlemill.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The venues that we know: {@code venues.yaml}, and a user's own file laid over it. Thread-safe;
 * calendars are made once and shared.
 */
public final class Venues {

    private static final String SHIPPED_FILE = "venues.yaml";

    private final Map<String, VenueRules> rules;
    private final Map<String, String> idsByName;
    private final Map<CalendarKey, VenueCalendar> calendars = new ConcurrentHashMap<>();

    private Venues(Map<String, VenueRules> rules, String fileName) {
        this.rules = new TreeMap<>(rules);
        this.idsByName = idsByName(rules, fileName);
    }

    private static Map<String, String> idsByName(Map<String, VenueRules> rules, String fileName) {
        Map<String, String> ids = new HashMap<>();
        rules.keySet().forEach(id -> ids.put(id, id));
        for (VenueRules venue : rules.values()) {
            for (String alias : venue.aliases()) {
                String other = ids.put(alias, venue.id());
                if (other != null) {
                    throw new IllegalArgumentException(
                            String.format(
                                    "%s: venues.%s.aliases: \"%s\" already stands for %s",
                                    fileName, venue.id(), alias, other));
                }
            }
        }
        return ids;
    }

    /** The shipped venues. */
    public static Venues shipped() {
        return Shipped.VENUES;
    }

    /**
     * The shipped venues with those of {@code yaml} added or replaced.
     *
     * @throws IllegalArgumentException naming every mistake with its venue and key
     */
    public static Venues withOverlay(String yaml, String fileName) {
        return new Venues(VenueFile.parse(yaml, fileName, Shipped.FILE).rules(), fileName);
    }

    public Set<String> ids() {
        return Set.copyOf(rules.keySet());
    }

    /**
     * The calendar of a venue.
     *
     * @throws IllegalArgumentException for an unknown venue, naming the known ones and the nearest
     */
    public VenueCalendar calendar(String venue, Alignment alignment, Hours hours) {
        return calendars.computeIfAbsent(
                new CalendarKey(rulesOf(venue).id(), alignment, hours),
                key -> new VenueCalendar(rulesOf(key.venue()), alignment, hours));
    }

    /**
     * The alignment that the file gives a venue; {@link Alignment#SESSION} unless it says other.
     */
    public Alignment defaultAlignment(String venue) {
        return rulesOf(venue).alignment();
    }

    private VenueRules rulesOf(String venue) {
        String id = idOf(venue);
        VenueRules found = id == null ? null : rules.get(id);
        if (found == null) {
            throw new IllegalArgumentException(
                    String.format(
                            "unknown venue \"%s\": expected one of %s%s",
                            venue,
                            String.join(", ", rules.keySet()),
                            Spelling.didYouMean(venue, idsByName.keySet())));
        }
        return found;
    }

    private @Nullable String idOf(String name) {
        return idsByName.get(name.toUpperCase(Locale.ROOT));
    }

    /**
     * The venue of a symbol: its prefix ({@code XNAS:AAPL}, {@code BINANCE:BTCUSDT}) where that
     * names a venue or an alias of one, else {@code defaultVenue}.
     */
    public String venueOf(String symbol, String defaultVenue) {
        int colon = symbol.indexOf(':');
        String id = colon < 0 ? null : idOf(symbol.substring(0, colon));
        return id == null ? defaultVenue : id;
    }

    private record CalendarKey(String venue, Alignment alignment, Hours hours) {}

    /** Read once, when first asked for. */
    private static final class Shipped {

        static final VenueFile FILE = VenueFile.parse(read(), SHIPPED_FILE, null);
        static final Venues VENUES = new Venues(FILE.rules(), SHIPPED_FILE);

        private static String read() {
            try (InputStream in = Venues.class.getResourceAsStream("/" + SHIPPED_FILE)) {
                if (in == null) {
                    throw new IllegalStateException(SHIPPED_FILE + " is not on the classpath");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
