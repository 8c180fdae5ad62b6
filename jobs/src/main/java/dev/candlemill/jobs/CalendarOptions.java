package dev.candlemill.jobs;

import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import java.util.Optional;

/**
 * Under which calendar bars become candles.
 *
 * @param venue of symbols whose prefix names none
 * @param venuesFile the user's own venues, laid over the shipped ones
 */
public record CalendarOptions(
        String venue, Alignment alignment, Hours hours, Optional<VenuesFile> venuesFile) {

    /**
     * A file's text travels with the options: task managers need not have the file.
     *
     * @param name for messages
     */
    public record VenuesFile(String name, String yaml) {}
}
