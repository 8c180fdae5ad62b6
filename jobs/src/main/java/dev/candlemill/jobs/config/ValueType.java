package dev.candlemill.jobs.config;

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a setting's text becomes a value.
 *
 * @param expected what to write, for messages and the documentation: {@code a duration such as 10s}
 * @param label stands for the value in usage lines: {@code DIR}
 * @param shape how many texts make one value
 * @param parser throws {@link IllegalArgumentException} for a text that is none
 */
record ValueType<T>(String expected, String label, Shape shape, Parser<T> parser) {

    /** Those in parentheses belong to one entry: {@code sma_cross(20,50)}. */
    private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");

    ValueType<T> labelled(String other) {
        return new ValueType<>(expected, other, shape, parser);
    }

    /** How many texts make one value, and how several are written in one. */
    enum Shape {
        ONE,
        /** Separated by commas everywhere. */
        LIST,
        /** One per flag or list entry; on one line as in {@code PATH}. A name may hold a comma. */
        PATHS,
        /** {@code left=right}, separated by commas on one line, or the entries of a map. */
        PAIRS,
        /** One text that nothing prints. */
        SECRET
    }

    /** Turns texts, at least one, into a value. */
    interface Parser<T> {
        T parse(List<String> texts);
    }

    T parse(List<String> texts) {
        List<String> parts = split(texts);
        if (parts.isEmpty() || (!isRepeatable() && parts.size() > 1)) {
            throw new IllegalArgumentException("expected " + expected);
        }
        return parser.parse(parts);
    }

    /** The texts in one line of an environment variable, a pair or a file. */
    List<String> texts(String line) {
        return switch (shape) {
            case PATHS -> List.of(line.split(Pattern.quote(File.pathSeparator)));
            case PAIRS -> List.of(line.split(","));
            case ONE, LIST, SECRET -> List.of(line);
        };
    }

    boolean isRepeatable() {
        return shape == Shape.LIST || shape == Shape.PATHS || shape == Shape.PAIRS;
    }

    boolean isSecret() {
        return shape == Shape.SECRET;
    }

    private List<String> split(List<String> texts) {
        if (shape != Shape.LIST) {
            return texts.stream().filter(text -> !text.isEmpty()).toList();
        }
        return texts.stream()
                .flatMap(text -> COMMA.splitAsStream(text))
                .map(String::strip)
                .flatMap(text -> text.isEmpty() ? Stream.empty() : Stream.of(text))
                .toList();
    }
}
