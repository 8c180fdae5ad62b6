package dev.candlemill.provider.file;

import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Symbols;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.provider.file.FileSettings.Stamp;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes settings in the words of the command line. Mistakes are collected: {@link #build} reports
 * all of them at once.
 */
public final class FileSettingsBuilder {

    private static final int PAGE_BARS = 288;
    private static final int SORT_BARS = 1_000_000;

    private final Path workDir;
    private final long marketClock;
    private final List<String> problems = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();
    private final Map<Column, String> columns = new EnumMap<>(Column.class);
    private @Nullable String symbol;
    private ZoneId zone = ZoneOffset.UTC;
    private Stamp stamp = Stamp.OPEN;
    private @Nullable BarSize barSize;
    private @Nullable Long from;
    private @Nullable Long to;
    private Set<String> symbols = Set.of();
    private @Nullable CalendarSettings calendars;
    private int pageBars = PAGE_BARS;
    private int sortBars = SORT_BARS;
    private boolean resumed;

    FileSettingsBuilder(Path workDir, long marketClock) {
        this.workDir = workDir;
        this.marketClock = marketClock;
    }

    /** {@code --input}: a file or a folder; may be repeated, the later one wins. */
    public FileSettingsBuilder input(Path path) {
        inputs.add(path.toAbsolutePath().normalize().toString());
        return this;
    }

    /** {@code --symbol}. */
    public FileSettingsBuilder symbol(String name) {
        if (!Symbols.isLegal(name)) {
            problems.add("symbol: expected " + Symbols.EXPECTED + ", found \"" + name + "\"");
        }
        symbol = name;
        return this;
    }

    /** {@code --tz}: the zone of stamps without one. */
    public FileSettingsBuilder zone(String name) {
        try {
            zone = ZoneId.of(name);
        } catch (DateTimeException e) {
            problems.add(
                    "tz: expected a zone such as America/New_York or +09:00, found \""
                            + name
                            + "\"");
        }
        return this;
    }

    /** {@code --stamp open|close}. */
    public FileSettingsBuilder stamp(String end) {
        switch (end.toLowerCase(Locale.ROOT)) {
            case "open" -> stamp = Stamp.OPEN;
            case "close" -> stamp = Stamp.CLOSE;
            default -> problems.add("stamp: expected open or close, found \"" + end + "\"");
        }
        return this;
    }

    /** {@code --columns time=Stamp,open=First}: may be called repeatedly. */
    public FileSettingsBuilder columns(String mapping) {
        for (String part : mapping.split(",", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            Column column = Column.byKey(key.trim());
            if (column == null || equals < 0 || part.substring(equals + 1).isBlank()) {
                problems.add(
                        "columns: expected key=name with a key of "
                                + Column.keys()
                                + ", found \""
                                + part.trim()
                                + "\""
                                + Column.nearestKeyHint(key.trim()));
            } else {
                columns.put(column, part.substring(equals + 1).trim());
            }
        }
        return this;
    }

    /** {@code --bar 1m|5m|auto}. */
    public FileSettingsBuilder bar(String size) {
        switch (size) {
            case "auto" -> barSize = null;
            case "1m" -> barSize = BarSize.M1;
            case "5m" -> barSize = BarSize.M5;
            case "1d", "1D" ->
                    problems.add(
                            "bar: daily bars cannot be rolled up yet; expected 1m, 5m or auto, found \""
                                    + size
                                    + "\"");
            default -> problems.add("bar: expected 1m, 5m or auto, found \"" + size + "\"");
        }
        return this;
    }

    /** {@code --from}, epoch milliseconds, inclusive. */
    public FileSettingsBuilder from(long openTime) {
        from = openTime;
        return this;
    }

    /** {@code --to}, epoch milliseconds, exclusive; leave it out rather than passing now. */
    public FileSettingsBuilder to(long openTime) {
        to = openTime;
        return this;
    }

    /** {@code --symbols}: nothing else is read; empty for all. */
    public FileSettingsBuilder symbols(Collection<String> names) {
        symbols = Set.copyOf(names);
        return this;
    }

    /** Whose prices may be zero or negative: each symbol's venue says. */
    public FileSettingsBuilder calendars(CalendarSettings of) {
        calendars = of;
        return this;
    }

    public FileSettingsBuilder pageBars(int bars) {
        pageBars = bars;
        return this;
    }

    public FileSettingsBuilder sortBars(int bars) {
        sortBars = bars;
        return this;
    }

    /**
     * Whether a checkpoint's positions are continued: only the input they were made from will do.
     */
    public FileSettingsBuilder resumed(boolean is) {
        resumed = is;
        return this;
    }

    /**
     * The settings, when all of them make sense.
     *
     * @throws IllegalArgumentException naming every mistake
     */
    public FileSettings build() {
        List<String> found = new ArrayList<>(problems);
        if (inputs.isEmpty()) {
            found.add("input: expected at least one file or folder, found none");
        }
        if (from != null && to != null && from >= to) {
            found.add("from/to: expected from before to, found " + from + " and " + to);
        }
        if (pageBars < 1 || sortBars < 1) {
            found.add(
                    "page and sort size: expected 1 or more bars, found "
                            + Arrays.asList(pageBars, sortBars));
        }
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", found));
        }
        return new FileSettings(
                inputs,
                symbol,
                zone,
                stamp,
                columns,
                barSize,
                from,
                to,
                symbols,
                calendars,
                marketClock,
                pageBars,
                sortBars,
                resumed,
                workDir.toAbsolutePath().toString());
    }
}
