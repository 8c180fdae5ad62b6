package dev.candlemill.source;

import static java.util.Objects.requireNonNull;

import dev.candlemill.calendar.CalendarSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an unbounded source needs beside its provider.
 *
 * @param since epoch milliseconds: where symbols begin that nobody has settled yet
 * @param pollInterval how long a symbol is left alone after an answer that had all there was
 * @param graceMillis how long after its close an incomplete candle waits: until then its bars are
 *     not stored, so they are asked for again
 * @param forgetAfter how long a symbol that is not followed any more is held
 * @param calendars tell where months and weeks begin, since what is stored is loaded by them
 * @param elsewhere symbols whose bars come from another source: they are never polled
 * @param progress where symbols begin, and how far they have come
 * @param control which symbols and setups there are while it runs; null: as they are at the start
 */
public record LiveSourceOptions(
        long since,
        Duration pollInterval,
        long graceMillis,
        Duration forgetAfter,
        CalendarSettings calendars,
        Set<String> elsewhere,
        ProgressStore.Factory progress,
        ControlWatch.@Nullable Factory control)
        implements Serializable {

    public LiveSourceOptions {
        requireNonNull(calendars, "calendars is null");
        elsewhere = Set.copyOf(elsewhere);
        requireNonNull(progress, "progress is null");
        if (pollInterval.isNegative() || pollInterval.isZero()) {
            throw new IllegalArgumentException("poll interval must be positive: " + pollInterval);
        }
    }
}
