package dev.candlemill.provider.file;

import dev.candlemill.provider.file.FileInputException.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the columns in one header, and says what is missing and what it could have meant. */
final class HeaderColumns {

    private final List<String> found;
    private final List<String> normalised;
    private final FileSettings settings;
    private final String place;
    private final Map<Column, Integer> positions = new EnumMap<>(Column.class);
    private final List<Column> missing = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    HeaderColumns(List<String> found, FileSettings settings, String place) {
        this.found = found;
        this.normalised = found.stream().map(Column::normalised).toList();
        this.settings = settings;
        this.place = place;
        for (Column column : Column.values()) {
            locate(column);
        }
        checkMissing();
        checkDateAndTime();
    }

    Map<Column, Integer> positions() {
        return positions;
    }

    List<Problem> problems() {
        return problems;
    }

    private void locate(Column column) {
        String declared = settings.columns().get(column);
        List<String> names = declared == null ? names(column) : List.of(declared);
        for (String name : names) {
            int position = normalised.indexOf(Column.normalised(name));
            if (position >= 0) {
                checkOnce(name);
                positions.put(column, position);
                return;
            }
        }
        boolean optional = column == Column.SYMBOL || column == Column.VOLUME;
        if (declared != null) {
            fail("--columns names \"" + declared + "\" for " + column.key(), null);
        } else if (column == Column.VOLUME) {
            checkNoOtherVolume();
        } else if (!optional) {
            missing.add(column);
        }
    }

    private void checkMissing() {
        if (missing.isEmpty()) {
            return;
        }
        List<String> wanted = new ArrayList<>();
        List<String> nearest = new ArrayList<>();
        for (Column column : missing) {
            wanted.add(column.key() + " (" + String.join(", ", names(column)) + ")");
            String name = column.nearest(found);
            if (name != null) {
                nearest.add(name + "\" for " + column.key());
            }
        }
        fail(
                Layout.expected() + "; no column for " + String.join("; ", wanted),
                nearest.isEmpty() ? null : String.join(", \"", nearest));
    }

    private List<String> names(Column column) {
        return column == Column.TIME ? Layout.timeNames(settings.stamp()) : column.names();
    }

    private void checkOnce(String name) {
        String wanted = Column.normalised(name);
        if (normalised.indexOf(wanted) != normalised.lastIndexOf(wanted)) {
            fail("the column " + name + " stands twice", null);
        }
    }

    /** {@code Volume BTC, Volume USD}: taking 0 for these would be wrong without a word. */
    private void checkNoOtherVolume() {
        for (String name : found) {
            if (Column.normalised(name).startsWith("vol")) {
                fail("which column is the volume? Say --columns volume=NAME", name + "\"");
                return;
            }
        }
    }

    private void checkDateAndTime() {
        boolean both = normalised.contains("date") && normalised.contains("time");
        Integer position = positions.get(Column.TIME);
        boolean taken = position != null && normalised.get(position).equals("time");
        if (both && taken && !settings.columns().containsKey(Column.TIME)) {
            fail(
                    "a date and a time column: expected both in one column, or"
                            + " --columns time=NAME to say which one holds both",
                    null);
        }
    }

    private void fail(String what, @Nullable String nearest) {
        problems.add(
                new Problem(
                        place,
                        what
                                + "; found "
                                + Layout.shown(String.join(",", found))
                                + (nearest == null ? "" : "; nearest: \"" + nearest)));
    }
}
