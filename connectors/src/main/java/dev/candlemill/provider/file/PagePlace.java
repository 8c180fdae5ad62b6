package dev.candlemill.provider.file;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Between which lines of which files the bars of one page stand, for people: {@code
 * AAPL.csv:2-289}. A page's bars have one place together, since eight bytes for each would go
 * through the whole job for the few that are rejected after it is read.
 */
final class PagePlace {

    private static final int SHOWN = 3;

    private final List<String> files;
    private final Map<Integer, Lines> linesByFile = new TreeMap<>();

    private record Lines(long first, long last) {

        Lines with(long line) {
            return new Lines(Math.min(first, line), Math.max(last, line));
        }

        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }

    /**
     * @param files their names, in the order of {@link RecordPlace}'s numbers
     */
    PagePlace(List<String> files) {
        this.files = files;
    }

    void add(long place) {
        long line = RecordPlace.line(place);
        linesByFile.merge(
                RecordPlace.file(place), new Lines(line, line), (lines, one) -> lines.with(line));
    }

    /** Empty without a bar. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        linesByFile.entrySet().stream()
                .limit(SHOWN)
                .forEach(
                        file ->
                                text.append(text.length() == 0 ? "" : ", ")
                                        .append(files.get(file.getKey()))
                                        .append(':')
                                        .append(file.getValue()));
        int more = linesByFile.size() - SHOWN;
        return more > 0 ? text + " and " + more + " more files" : text.toString();
    }
}
