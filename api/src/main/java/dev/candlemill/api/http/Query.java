package dev.candlemill.api.http;

import dev.candlemill.api.http.ProblemException.Mistake;
import dev.candlemill.calendar.Timeframe;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request. Reads all of them before it complains of any: {@link #check} names
 * every mistake, parameters that nobody asked for among them. What a method gives for a mistaken
 * parameter is a stand-in that must not be used before.
 */
public final class Query {

    private final Map<String, List<String>> sent;
    private final Map<String, String> path;
    private final Set<String> known = new HashSet<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    public Query(Context context) {
        this.sent = context.queryParamMap();
        this.path = context.pathParamMap();
    }

    /** Of the path {@code /.../{symbol}}. */
    public String symbolInPath() {
        return read("symbol", path.getOrDefault("symbol", ""), Values::symbol, "");
    }

    /** Of the path {@code /.../{id}}. */
    public String setupInPath() {
        return read("id", path.getOrDefault("id", ""), Values::setupId, "");
    }

    public String symbol() {
        return required("symbol", Values::symbol, "");
    }

    public Timeframe timeframe() {
        return required("timeframe", Values::timeframe, Timeframe.M5);
    }

    public Optional<String> symbol(String name) {
        return optional(name, Values::symbol);
    }

    public Optional<Timeframe> timeframe(String name) {
        return optional(name, Values::timeframe);
    }

    public Optional<String> setup(String name) {
        return optional(name, Values::setupId);
    }

    public Optional<Instant> time(String name) {
        return optional(name, Values::time);
    }

    public Optional<Cursor> cursor() {
        return optional("cursor", Cursor::parse);
    }

    public Optional<String> text(String name, int maxLength) {
        return optional(name, text -> Values.text(text, maxLength));
    }

    public String requiredText(String name, int maxLength) {
        return required(name, text -> Values.text(text, maxLength), "");
    }

    /** A required word with a meaning of its own; {@code reading} says what was expected. */
    public <T> Optional<T> word(String name, Function<String, T> reading) {
        if (single(name) == null) {
            refuse(name, "expected " + name + ", found none");
            return Optional.empty();
        }
        return optional(name, reading);
    }

    public int integer(String name, int min, int max, int byDefault) {
        return optional(name, text -> Values.integer(text, min, max)).orElse(byDefault);
    }

    /** Like {@link #time}, in seconds. */
    public Optional<Instant> epochSeconds(String name) {
        return optional(name, Values::epochSeconds);
    }

    /** The same, and must be there. */
    public Optional<Instant> requiredEpochSeconds(String name) {
        return word(name, Values::epochSeconds);
    }

    public Optional<String> choice(String name, List<String> choices) {
        return optional(
                name,
                text -> {
                    if (!choices.contains(text)) {
                        throw Values.mistake("one of " + String.join(" ", choices), text);
                    }
                    return text;
                });
    }

    /** Names separated by commas, each once; {@code check} says what is wrong with one. */
    public List<String> names(String name, int maxCount, Function<String, String> check) {
        return optional(name, text -> split(text, maxCount, check)).orElse(List.of());
    }

    private static List<String> split(String text, int maxCount, Function<String, String> check) {
        Set<String> names = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            names.add(check.apply(part.trim()));
        }
        if (names.size() > maxCount) {
            throw new IllegalArgumentException(
                    "expected at most " + maxCount + " names, found " + names.size());
        }
        return List.copyOf(names);
    }

    /** Says what does not go together. */
    public void refuse(String name, String detail) {
        mistakes.add(Mistake.ofParameter(name, detail));
    }

    /** A range that runs forward. */
    public void requireForward(
            String fromName, Optional<Instant> from, String toName, Optional<Instant> to) {
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            refuse(fromName, "expected a time before " + toName + ", " + to.get());
        }
    }

    /** Takes a parameter that is read by others. */
    public Query allow(String... names) {
        known.addAll(List.of(names));
        return this;
    }

    /**
     * @throws ProblemException with every mistake
     */
    public void check() {
        for (String name : sent.keySet()) {
            if (!known.contains(name)) {
                mistakes.add(
                        Mistake.ofParameter(
                                Problems.shortened(name),
                                "no such parameter: expected one of "
                                        + known.stream().sorted().toList()));
            }
        }
        if (!mistakes.isEmpty()) {
            throw ProblemException.invalid(mistakes);
        }
    }

    private <T> T required(String name, Function<String, T> reading, T standIn) {
        @Nullable String text = single(name);
        if (text == null) {
            refuse(name, "expected " + name + ", found none");
            return standIn;
        }
        return read(name, text, reading, standIn);
    }

    private <T> Optional<T> optional(String name, Function<String, T> reading) {
        @Nullable String text = single(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(text));
        } catch (IllegalArgumentException e) {
            refuse(name, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private <T> T read(String name, String text, Function<String, T> reading, T standIn) {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException e) {
            refuse(name, String.valueOf(e.getMessage()));
            return standIn;
        }
    }

    private @Nullable String single(String name) {
        known.add(name);
        List<String> texts = sent.getOrDefault(name, List.of());
        if (texts.size() > 1) {
            refuse(name, "expected it once, found it " + texts.size() + " times");
        }
        return texts.isEmpty() ? null : texts.get(0);
    }
}
