package dev.candlemill.spec;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name with arguments as somebody wrote it: {@code sma(20)}, {@code macd}, {@code
 * rsi(14,30,70,trigger=exit)}. Not checked against what exists, see {@link Arguments}.
 *
 * @param name lower case
 * @param positional the arguments without a name, in order
 * @param named the arguments with a name, after them, in the order of their writing
 */
public record Spec(String name, List<String> positional, Map<String, String> named) {

    private static final Pattern FORM =
            Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_]*)\\s*(?:\\(([^()]*)\\))?\\s*");
    private static final Pattern ARGUMENT =
            Pattern.compile("(?:([a-z][a-z0-9_]*)\\s*=\\s*)?([a-z0-9_.+-]+)");

    public Spec {
        requireNonNull(name, "name is null");
        positional = List.copyOf(positional);
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    /**
     * Reads {@code name}, {@code name(1,2.5)} or {@code name(1,key=value)}; case and blanks do not
     * matter.
     *
     * @throws SpecException when the text has another form
     */
    public static Spec parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new SpecException(
                    "cannot read '" + text + "': expected a form like sma(20) or rsi(14,30,70)");
        }
        List<String> positional = new ArrayList<>();
        Map<String, String> named = new LinkedHashMap<>();
        String inside = form.group(2);
        if (inside != null && !inside.isBlank()) {
            for (String argument : inside.split(",", -1)) {
                add(argument.trim().toLowerCase(Locale.ROOT), text, positional, named);
            }
        }
        return new Spec(form.group(1).toLowerCase(Locale.ROOT), positional, named);
    }

    private static void add(
            String argument, String text, List<String> positional, Map<String, String> named) {
        Matcher parts = ARGUMENT.matcher(argument);
        if (!parts.matches()) {
            throw new SpecException(
                    "cannot read the argument '"
                            + argument
                            + "' of '"
                            + text
                            + "': expected a number, or name=value");
        }
        if (parts.group(1) == null) {
            if (!named.isEmpty()) {
                throw new SpecException(
                        "'"
                                + argument
                                + "' in '"
                                + text
                                + "' follows a named argument: expected it before, or with a name");
            }
            positional.add(parts.group(2));
        } else if (named.put(parts.group(1), parts.group(2)) != null) {
            throw new SpecException("'" + text + "' names " + parts.group(1) + " twice");
        }
    }

    @Override
    public String toString() {
        List<String> arguments = new ArrayList<>(positional);
        named.forEach((key, value) -> arguments.add(key + "=" + value));
        return arguments.isEmpty() ? name : name + "(" + String.join(",", arguments) + ")";
    }
}
