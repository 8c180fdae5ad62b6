package dev.candlemill.source;

import static java.util.Objects.requireNonNull;

import dev.candlemill.calendar.CalendarSettings;
import java.io.Serializable;

/**
 * What a bounded source needs beside its provider.
 *
 * @param asOf epoch milliseconds: the run's idea of now; every symbol's last page has progress up
 *     to it
 * @param calendars tell where months and weeks begin, since what is stored is loaded by them
 */
public record ProviderSourceOptions(long asOf, CalendarSettings calendars) implements Serializable {

    public ProviderSourceOptions {
        requireNonNull(calendars, "calendars is null");
    }
}
