package dev.candlemill.provider.file;

import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.VenueCalendar;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What to read and how.
 *
 * @param inputs files and folders; where two lines differ, the one of the later input wins
 * @param symbol for every line; otherwise the symbol column, else the file's name
 * @param zone of stamps without a zone or offset
 * @param columns names of columns that are not recognised by themselves
 * @param barSize as declared, null to infer it from each symbol's stamps
 * @param from epoch milliseconds: bars that open before it are skipped; null for no limit
 * @param to epoch milliseconds: bars that open at or after it are skipped; null for no limit
 * @param symbols what to read; empty for all
 * @param calendars say whose prices may be zero or negative; null: nobody's
 * @param marketClock epoch milliseconds: later bars are delivered but are no progress
 * @param pageBars records per page
 * @param sortBars bars held in memory while sorting, 64 bytes each
 * @param resumed whether the run goes on from positions in the store of its first start
 * @param workDir the folder of the sorted store; all readers of the run must see it
 */
public record FileSettings(
        List<String> inputs,
        @Nullable String symbol,
        ZoneId zone,
        Stamp stamp,
        Map<Column, String> columns,
        @Nullable BarSize barSize,
        @Nullable Long from,
        @Nullable Long to,
        Set<String> symbols,
        @Nullable CalendarSettings calendars,
        long marketClock,
        int pageBars,
        int sortBars,
        boolean resumed,
        String workDir)
        implements Serializable {

    /** Which end of a bar its time names. */
    public enum Stamp {
        OPEN,
        CLOSE
    }

    public FileSettings {
        inputs = List.copyOf(inputs);
        columns = Map.copyOf(columns);
        symbols = Set.copyOf(symbols);
    }

    public static FileSettingsBuilder builder(Path workDir, long marketClock) {
        return new FileSettingsBuilder(workDir, marketClock);
    }

    boolean wants(String name) {
        return symbols.isEmpty() || symbols.contains(name);
    }

    boolean allowsNegativePrices(String name) {
        return calendars != null
                && calendars
                        .calendarIfAny(name)
                        .map(VenueCalendar::allowsNegativePrices)
                        .orElse(false);
    }

    /** What opens in the future is wanted too, so that it is rejected and not just left out. */
    boolean wants(long openTime) {
        return (from == null || openTime >= from)
                && (to == null || openTime < to || openTime > marketClock);
    }

    /** Everything that decides what the sorted store holds. */
    String storeKey() {
        return String.join(
                "|",
                "symbol=" + symbol,
                "zone=" + zone,
                "stamp=" + stamp,
                "columns=" + new TreeMap<>(columns),
                "bar=" + barSize,
                "from=" + from,
                "to=" + to,
                "symbols=" + new TreeSet<>(symbols),
                "calendars=" + (calendars == null ? null : calendars.fingerprint()));
    }
}
