package dev.candlemill.provider.file;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A column that is read, and the names that files give it; the first that a file has is taken. */
public enum Column {
    SYMBOL("symbol", "ticker"),
    TIME(
            "time",
            "timestamp_utc_iso8601",
            "open_time",
            "bar_open",
            "bar_open_time",
            "bar_open_utc",
            "timestamp",
            "timestamp_utc",
            "datetime",
            "date_time",
            "window_start",
            "date",
            "ts",
            "t"),
    OPEN("open", "o"),
    HIGH("high", "h"),
    LOW("low", "l"),
    CLOSE("close", "c"),
    VOLUME("volume", "vol", "v");

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> names;

    Column(String... names) {
        this.names = List.of(names);
    }

    /** The word for it in {@code --columns}. */
    public String key() {
        return names.get(0);
    }

    public static @Nullable Column byKey(String key) {
        for (Column column : values()) {
            if (column.key().equalsIgnoreCase(key)) {
                return column;
            }
        }
        return null;
    }

    static String keys() {
        return Arrays.stream(values()).map(Column::key).collect(Collectors.joining(", "));
    }

    static String nearestKeyHint(String key) {
        for (Column column : values()) {
            if (distance(column.key(), key.toLowerCase(Locale.ROOT)) <= 2) {
                return "; nearest: " + column.key();
            }
        }
        return "";
    }

    List<String> names() {
        return names;
    }

    /** Names are compared without case, blanks, underscores and the like. */
    static String normalised(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** The found name that is most like one of this column's, or null when none is close. */
    @Nullable String nearest(List<String> found) {
        String nearest = null;
        int least = 3;
        for (String candidate : found) {
            for (String name : names) {
                int distance = distance(normalised(name), normalised(candidate));
                if (distance < least && distance < normalised(name).length()) {
                    least = distance;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
