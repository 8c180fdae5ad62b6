package dev.candlemill.csv;

import dev.candlemill.calendar.Timeframe;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the files go and how they are sorted.
 *
 * @param directory a folder that all task managers see under the same path
 * @param runId stays the same when a run is resumed; runs of another id are never looked at
 * @param timeframes which candles are written
 * @param sortMemory bytes of rows that each writer may hold before it writes a sorted run
 */
public record CsvSettings(
        String directory, String runId, Set<Timeframe> timeframes, long sortMemory)
        implements Serializable {

    public static final long DEFAULT_SORT_MEMORY = 16L << 20;

    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public CsvSettings {
        if (!RUN_ID.matcher(runId).matches()) {
            throw new IllegalArgumentException(
                    "run id \"" + runId + "\": expected 1 to 64 letters, digits, _ or -");
        }
        if (sortMemory <= 0) {
            throw new IllegalArgumentException("sort memory " + sortMemory + ": expected above 0");
        }
        timeframes = timeframes.isEmpty() ? Set.of() : EnumSet.copyOf(timeframes);
    }

    /** All timeframes, the default memory. */
    public static CsvSettings of(String directory, String runId) {
        return new CsvSettings(
                directory, runId, EnumSet.allOf(Timeframe.class), DEFAULT_SORT_MEMORY);
    }

    public CsvSettings withTimeframes(Set<Timeframe> only) {
        return new CsvSettings(directory, runId, only, sortMemory);
    }

    public CsvSettings withSortMemory(long bytes) {
        return new CsvSettings(directory, runId, timeframes, bytes);
    }
}
