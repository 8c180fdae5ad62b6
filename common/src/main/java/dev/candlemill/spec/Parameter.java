package dev.candlemill.spec;

import java.util.List;

/**
 * One parameter of an indicator or a strategy, as a page or {@code --help} shows it.
 *
 * @param name as it is written in {@code name=value}
 * @param unit of a number, such as {@code candles} or {@code %}; empty for none
 * @param min smallest value of a number, inclusive
 * @param max largest value of a number, inclusive
 * @param defaultValue taken when the argument is left out, in the form in which it is written
 * @param choices the values of a {@link Kind#CHOICE}; empty for numbers
 */
public record Parameter(
        String name,
        Kind kind,
        String unit,
        double min,
        double max,
        String defaultValue,
        List<String> choices,
        String description) {

    /** What values look like. */
    public enum Kind {
        INTEGER,
        DECIMAL,
        CHOICE
    }

    public Parameter {
        choices = List.copyOf(choices);
    }

    /** A whole number of {@code unit}. */
    public static Parameter integer(
            String name, String unit, int min, int max, int defaultValue, String description) {
        return new Parameter(
                name,
                Kind.INTEGER,
                unit,
                min,
                max,
                Integer.toString(defaultValue),
                List.of(),
                description);
    }

    /** A number of {@code unit}. */
    public static Parameter decimal(
            String name,
            String unit,
            double min,
            double max,
            double defaultValue,
            String description) {
        return new Parameter(
                name,
                Kind.DECIMAL,
                unit,
                min,
                max,
                Arguments.written(defaultValue),
                List.of(),
                description);
    }

    /** One of several words; the first is the default. */
    public static Parameter choice(String name, List<String> choices, String description) {
        return new Parameter(
                name,
                Kind.CHOICE,
                "",
                Double.NaN,
                Double.NaN,
                choices.get(0),
                choices,
                description);
    }
}
