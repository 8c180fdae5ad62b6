package dev.candlemill.spec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The checked arguments of one indicator or strategy: every declared parameter has a value within
 * its range. Two ways of writing the same arguments are equal, and have one {@link #canonical}
 * form.
 */
public final class Arguments {

    private final String name;
    private final List<Parameter> parameters;
    private final Map<String, String> values;

    private Arguments(String name, List<Parameter> parameters, Map<String, String> values) {
        this.name = name;
        this.parameters = parameters;
        this.values = values;
    }

    /**
     * Checks what was written against what is declared: numbers by position or by name, choices by
     * name.
     *
     * @throws SpecException naming every mistake
     */
    public static Arguments of(List<Parameter> declared, Spec spec) {
        Map<String, String> written = new LinkedHashMap<>(spec.named());
        List<String> mistakes = new ArrayList<>();
        List<Parameter> numbers =
                declared.stream().filter(p -> p.kind() != Parameter.Kind.CHOICE).toList();
        for (int i = 0; i < spec.positional().size(); i++) {
            if (i >= numbers.size()) {
                mistakes.add(
                        "at most "
                                + numbers.size()
                                + " numbers expected, found "
                                + spec.positional().size());
                break;
            }
            if (written.put(numbers.get(i).name(), spec.positional().get(i)) != null) {
                mistakes.add(numbers.get(i).name() + " is given twice");
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : declared) {
            String text = written.remove(parameter.name());
            values.put(
                    parameter.name(),
                    text == null ? parameter.defaultValue() : value(parameter, text, mistakes));
        }
        for (String unknown : written.keySet()) {
            mistakes.add(
                    "no parameter '"
                            + unknown
                            + "': expected one of "
                            + declared.stream().map(Parameter::name).toList());
        }
        if (!mistakes.isEmpty()) {
            throw new SpecException(spec + ": " + String.join("; ", mistakes));
        }
        return new Arguments(spec.name(), List.copyOf(declared), values);
    }

    private static String value(Parameter parameter, String text, List<String> mistakes) {
        if (parameter.kind() == Parameter.Kind.CHOICE) {
            if (!parameter.choices().contains(text)) {
                mistakes.add(
                        parameter.name()
                                + " expected one of "
                                + parameter.choices()
                                + ", found "
                                + text);
            }
            return text;
        }
        @Nullable BigDecimal number = number(text);
        boolean whole =
                number != null && number.stripTrailingZeros().scale() <= 0
                        || parameter.kind() == Parameter.Kind.DECIMAL;
        if (number == null
                || !whole
                || number.doubleValue() < parameter.min()
                || number.doubleValue() > parameter.max()) {
            mistakes.add(
                    parameter.name()
                            + (parameter.kind() == Parameter.Kind.INTEGER
                                    ? " expected a whole number from "
                                    : " expected a number from ")
                            + written(parameter.min())
                            + " to "
                            + written(parameter.max())
                            + (parameter.unit().isEmpty() ? "" : " " + parameter.unit())
                            + ", found "
                            + text);
            return text;
        }
        return written(number.doubleValue());
    }

    private static @Nullable BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** The shortest form of a number: {@code 20}, {@code 2.5}. */
    static String written(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    public int integer(String parameter) {
        return (int) Double.parseDouble(text(parameter));
    }

    public double decimal(String parameter) {
        return Double.parseDouble(text(parameter));
    }

    public String choice(String parameter) {
        return text(parameter);
    }

    private String text(String parameter) {
        String value = values.get(parameter);
        if (value == null) {
            throw new IllegalArgumentException(name + " declares no parameter " + parameter);
        }
        return value;
    }

    /** The numbers in the order of their declaration, as they are written. */
    public List<String> numbers() {
        return parameters.stream()
                .filter(p -> p.kind() != Parameter.Kind.CHOICE)
                .map(p -> text(p.name()))
                .toList();
    }

    /**
     * All numbers by position, and choices where they are not the default: {@code
     * rsi(14,30,70,trigger=exit)}. Part of a signal's identity: never change the form.
     */
    public Spec canonical() {
        Map<String, String> choices = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            String value = text(parameter.name());
            if (parameter.kind() == Parameter.Kind.CHOICE
                    && !value.equals(parameter.defaultValue())) {
                choices.put(parameter.name(), value);
            }
        }
        return new Spec(name, numbers(), choices);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Arguments that && canonical().equals(that.canonical());
    }

    @Override
    public int hashCode() {
        return canonical().hashCode();
    }

    @Override
    public String toString() {
        return canonical().toString();
    }
}
