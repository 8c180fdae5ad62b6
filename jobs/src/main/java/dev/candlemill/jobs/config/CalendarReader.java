package dev.candlemill.jobs.config;

import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Turns settings into a calendar, or into problems: a file that cannot be read, no such venue. */
final class CalendarReader {

    private static final String FALLBACK_VENUE = "XNYS";

    private final Settings settings;
    private final List<ConfigProblem> problems;

    CalendarReader(Settings settings, List<ConfigProblem> problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** The calendar of a job; not to be used when problems were found. */
    CalendarSettings read() {
        return read(FALLBACK_VENUE);
    }

    /**
     * @param fallbackVenue where nobody named one; empty: symbols without a venue have no calendar
     */
    CalendarSettings read(String fallbackVenue) {
        String venue = settings.get(MarketKeys.VENUE).orElse(fallbackVenue);
        Hours hours = settings.get(MarketKeys.SESSION).orElse(Hours.REGULAR);
        CalendarSettings shipped =
                settings.get(MarketKeys.ALIGNMENT)
                        .map(alignment -> CalendarSettings.of(venue, alignment, hours))
                        .orElseGet(() -> CalendarSettings.of(venue, hours));
        CalendarSettings calendar =
                settings.get(MarketKeys.VENUES_FILE)
                        .map(file -> withOverlay(shipped, file))
                        .orElse(shipped);
        if (!venue.isEmpty()) {
            check(calendar, venue);
        }
        return calendar;
    }

    private CalendarSettings withOverlay(CalendarSettings shipped, Path file) {
        try {
            CalendarSettings calendar =
                    shipped.withOverlay(Files.readString(file), file.toString());
            calendar.venues();
            return calendar;
        } catch (IOException e) {
            add(MarketKeys.VENUES_FILE, "a readable YAML file", Optional.empty());
        } catch (IllegalArgumentException e) {
            add(MarketKeys.VENUES_FILE, "venues: " + e.getMessage(), Optional.empty());
        }
        return shipped;
    }

    private void check(CalendarSettings calendar, String venue) {
        try {
            calendar.calendar(venue);
        } catch (IllegalArgumentException e) {
            add(
                    MarketKeys.VENUE,
                    "one of "
                            + String.join(", ", calendar.venues().ids().stream().sorted().toList()),
                    Nearest.to(venue, calendar.venues().ids()));
        }
    }

    private void add(ConfigKey<?> key, String expected, Optional<String> nearest) {
        String found = settings.shown(key).orElse("");
        String where = settings.origin(key).orElse("");
        problems.add(new ConfigProblem(key.name(), '"' + found + '"', expected, where, nearest));
    }
}
