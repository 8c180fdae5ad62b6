package dev.candlemill.jobs.config;

import dev.candlemill.calendar.Alignment;
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

    /** The calendar; not to be used when problems were found. */
    CalendarSettings read() {
        String venue = settings.get(MarketKeys.VENUE).orElse(FALLBACK_VENUE);
        CalendarSettings shipped =
                CalendarSettings.of(
                        venue,
                        settings.get(MarketKeys.ALIGNMENT).orElse(Alignment.SESSION),
                        settings.get(MarketKeys.SESSION).orElse(Hours.REGULAR));
        CalendarSettings calendar =
                settings.get(MarketKeys.VENUES_FILE)
                        .map(file -> withOverlay(shipped, file))
                        .orElse(shipped);
        check(calendar, venue);
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
            calendar.venues().calendar(venue, calendar.alignment(), calendar.hours());
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
