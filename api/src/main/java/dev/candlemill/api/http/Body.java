package dev.candlemill.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candlemill.api.http.ProblemException.Mistake;
import dev.candlemill.calendar.Timeframe;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The JSON object of one request, read like {@link Query}: every mistake at once. */
public final class Body {

    private final JsonNode object;
    private final Set<String> known = new HashSet<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    private Body(JsonNode object) {
        this.object = object;
    }

    /**
     * @throws ProblemException when it is not a JSON object
     */
    public static Body of(Context context) {
        byte[] bytes = context.bodyAsBytes();
        try {
            JsonNode node = Json.read(bytes);
            if (node != null && node.isObject()) {
                return new Body(node);
            }
        } catch (IOException e) {
            throw ProblemException.invalid(Mistake.inBody("", "expected JSON: " + reason(e)));
        }
        throw ProblemException.invalid(Mistake.inBody("", "expected a JSON object"));
    }

    /** An empty body counts as an empty object. */
    public static Body orEmpty(Context context) {
        return context.bodyAsBytes().length == 0
                ? new Body(Json.mapper().createObjectNode())
                : of(context);
    }

    /** The first line: further ones quote the source. */
    private static String reason(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
    }

    /** Also when it is null, which no field may be that does not say so. */
    public boolean has(String name) {
        known.add(name);
        return object.has(name);
    }

    public String symbol(String name) {
        return required(name, Values::symbol, "");
    }

    public Optional<String> optionalSymbol(String name) {
        return optional(name, Values::symbol);
    }

    public String setupId(String name) {
        return required(name, Values::setupId, "");
    }

    public Optional<String> optionalSetupId(String name) {
        return optional(name, Values::setupId);
    }

    public Optional<Timeframe> timeframe(String name) {
        return optional(name, Values::timeframe);
    }

    public Optional<Instant> time(String name) {
        return optional(name, Values::time);
    }

    public String text(String name, int maxLength) {
        return required(name, text -> Values.text(text, maxLength), "");
    }

    public Optional<String> optionalText(String name, int maxLength) {
        return optional(name, text -> Values.text(text, maxLength));
    }

    /** Where null says the same as nothing. */
    public Optional<String> nullableText(String name, int maxLength) {
        known.add(name);
        return object.path(name).isNull() ? Optional.empty() : optionalText(name, maxLength);
    }

    /** One of several words; the first where there is none. */
    public String choice(String name, List<String> choices) {
        return optional(
                        name,
                        text -> {
                            if (!choices.contains(text)) {
                                throw Values.mistake("one of " + String.join(" ", choices), text);
                            }
                            return text;
                        })
                .orElse(choices.get(0));
    }

    /** Like {@link #timeframes}, and must be there. */
    public List<String> requiredTimeframes(String name) {
        Optional<List<String>> wires = timeframes(name);
        if (wires.isEmpty()) {
            refuse("/" + name, "expected " + name + ", found none");
        }
        return wires.orElse(List.of());
    }

    public boolean flag(String name, boolean byDefault) {
        known.add(name);
        @Nullable JsonNode value = object.get(name);
        if (value != null && !value.isBoolean()) {
            refuse("/" + name, "expected true or false");
        }
        return value == null ? byDefault : value.asBoolean();
    }

    /** Texts of a list; each element that is wrong is a mistake of its own. */
    public Optional<List<String>> texts(String name, int maxCount, int maxLength) {
        return list(name, maxCount, text -> Values.text(text, maxLength));
    }

    /** The same in a canonical form. */
    public Optional<List<String>> texts(
            String name, int maxCount, int maxLength, UnaryOperator<String> canonical) {
        return list(name, maxCount, text -> canonical.apply(Values.text(text, maxLength)));
    }

    /** Wire forms, checked. */
    public Optional<List<String>> timeframes(String name) {
        Optional<List<String>> wires =
                list(name, Timeframe.count(), text -> Values.timeframe(text).wire());
        if (wires.isPresent() && wires.get().isEmpty()) {
            refuse("/" + name, "expected at least one timeframe");
        }
        return wires;
    }

    private Optional<List<String>> list(
            String name, int maxCount, Function<String, String> reading) {
        known.add(name);
        @Nullable JsonNode value = object.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isArray() || value.size() > maxCount) {
            refuse("/" + name, "expected a list of at most " + maxCount + " texts");
            return Optional.of(List.of("")); // no second mistake for its being empty
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            texts.add(read("/" + name + "/" + i, value.get(i), reading, ""));
        }
        return Optional.of(texts);
    }

    public void refuse(String pointer, String detail) {
        mistakes.add(Mistake.inBody(pointer, detail));
    }

    /** What a field should have been, unless something was wrong with it before. */
    public void refuseField(String name, String expected, String found) {
        String pointer = "/" + name;
        if (mistakes.stream().noneMatch(mistake -> pointer.equals(mistake.pointer()))) {
            refuse(pointer, String.valueOf(Values.mistake(expected, found).getMessage()));
        }
    }

    /** A range that runs forward. */
    public void requireForward(Optional<Instant> from, Optional<Instant> to) {
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            refuse("/from", "expected a time before to, " + to.get());
        }
    }

    /**
     * @throws ProblemException with every mistake
     */
    public void check() {
        object.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                refuse(
                                        "/" + Problems.shortened(name),
                                        "no such field: expected one of "
                                                + known.stream().sorted().toList());
                            }
                        });
        if (!mistakes.isEmpty()) {
            throw ProblemException.invalid(mistakes);
        }
    }

    private <T> T required(String name, Function<String, T> reading, T standIn) {
        known.add(name);
        @Nullable JsonNode value = object.get(name);
        if (value == null) {
            refuse("/" + name, "expected " + name + ", found none");
            return standIn;
        }
        return read("/" + name, value, reading, standIn);
    }

    private <T> Optional<T> optional(String name, Function<String, T> reading) {
        known.add(name);
        @Nullable JsonNode value = object.get(name);
        if (value == null) {
            return Optional.empty();
        }
        int before = mistakes.size();
        @Nullable T read = readOrNull("/" + name, value, reading);
        return mistakes.size() > before ? Optional.empty() : Optional.ofNullable(read);
    }

    private <T> T read(String pointer, JsonNode value, Function<String, T> reading, T standIn) {
        @Nullable T read = readOrNull(pointer, value, reading);
        return read == null ? standIn : read;
    }

    private <T> @Nullable T readOrNull(
            String pointer, JsonNode value, Function<String, T> reading) {
        if (!value.isTextual()) {
            refuse(pointer, "expected a text");
            return null;
        }
        try {
            return reading.apply(value.textValue());
        } catch (IllegalArgumentException e) {
            refuse(pointer, String.valueOf(e.getMessage()));
            return null;
        }
    }
}
