package dev.candlemill.provider.file;

import dev.candlemill.provider.file.FileInputException.Problem;
import dev.candlemill.provider.file.FileSettings.Stamp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a file's columns are, as its first line says.
 *
 * @param headerless whether the first line is already data: exchange klines of 12 columns
 */
record Layout(byte delimiter, int count, boolean headerless, Map<Column, Integer> positions) {

    private static final int KLINE_COLUMNS = 12;
    private static final byte[] DELIMITERS = {',', ';', '\t'};
    private static final List<String> CLOSE_STAMPS = List.of("close_time", "bar_close");

    /** The position of a column, or -1 when the file has none. */
    int position(Column column) {
        return positions.getOrDefault(column, -1);
    }

    /**
     * The layout that a file's first line tells.
     *
     * @param problems gets what is wrong with the header, each with the file's name and line
     * @return null when the file cannot be read
     */
    static @Nullable Layout of(
            LineReader line, FileSettings settings, String place, List<Problem> problems) {
        Fields fields = new Fields();
        byte delimiter = delimiter(line);
        if (line.tooLong() || line.hasNul() || !fields.split(line, delimiter)) {
            problems.add(new Problem(place, expected() + ", found " + shown(line.text())));
            return null;
        }
        if (isNumber(fields, 0) && settings.columns().isEmpty()) {
            return headerless(fields, delimiter, place, problems);
        }
        HeaderColumns header = new HeaderColumns(fields.texts(), settings, place);
        Map<Column, Integer> positions = header.positions();
        problems.addAll(header.problems());
        return header.problems().isEmpty()
                ? new Layout(delimiter, fields.count(), false, positions)
                : null;
    }

    static String expected() {
        return "expected a header with time, open, high, low, close and perhaps symbol and volume";
    }

    static String shown(String text) {
        String shown = text.length() > 120 ? text.substring(0, 120) + "..." : text;
        return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
    }

    static List<String> timeNames(Stamp stamp) {
        List<String> names = new ArrayList<>();
        if (stamp == Stamp.CLOSE) {
            names.addAll(CLOSE_STAMPS);
        }
        names.addAll(Column.TIME.names());
        return names;
    }

    private static @Nullable Layout headerless(
            Fields fields, byte delimiter, String place, List<Problem> problems) {
        boolean numbers = true;
        for (int i = 1; i < Math.min(6, fields.count()); i++) {
            numbers &= isNumber(fields, i);
        }
        if (!numbers || fields.count() != KLINE_COLUMNS) {
            String found = shown(String.join(String.valueOf((char) delimiter), fields.texts()));
            problems.add(
                    new Problem(
                            place,
                            expected()
                                    + " (only klines of 12 columns come without one), found "
                                    + found));
            return null;
        }
        Map<Column, Integer> positions = new EnumMap<>(Column.class);
        Column[] inOrder = {
            Column.TIME, Column.OPEN, Column.HIGH, Column.LOW, Column.CLOSE, Column.VOLUME
        };
        for (int i = 0; i < inOrder.length; i++) {
            positions.put(inOrder[i], i);
        }
        return new Layout(delimiter, KLINE_COLUMNS, true, positions);
    }

    private static boolean isNumber(Fields fields, int field) {
        DecimalParser parser = new DecimalParser();
        parser.parse(fields.bytes(), fields.from(field), fields.to(field));
        return parser.isNumber() && !fields.text(field).toLowerCase(Locale.ROOT).contains("n");
    }

    private static byte delimiter(LineReader line) {
        byte most = DELIMITERS[0];
        int mostCount = 0;
        for (byte candidate : DELIMITERS) {
            int count = 0;
            for (int i = line.start(); i < line.end(); i++) {
                count += line.bytes()[i] == candidate ? 1 : 0;
            }
            if (count > mostCount) {
                most = candidate;
                mostCount = count;
            }
        }
        return most;
    }
}
