package dev.candlemill.jobs.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings that one place holds, unparsed, with the mistakes made in writing them. */
final class Layer {

    private final Map<ConfigKey<?>, Entry> entries = new LinkedHashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    /**
     * A setting's texts.
     *
     * @param where the flag, the environment variable, or file and line
     */
    record Entry(List<String> texts, String where) {}

    /** Adds a setting, or the problem that this place holds it already. */
    void put(ConfigKey<?> key, List<String> texts, String where) {
        Entry earlier = entries.putIfAbsent(key, new Entry(List.copyOf(texts), where));
        if (earlier != null) {
            problems.add(
                    ConfigProblem.wrong(
                            key.name(),
                            Settings.shown(key, texts),
                            "it once; it is also in " + earlier.where,
                            where));
        }
    }

    /** The same for what stands on one line, where a list has to be told from a text. */
    void putLine(String name, String text, String where) {
        Optional<ConfigKey<?>> key = ConfigKeys.named(name);
        put(name, key.map(found -> found.type().texts(text)).orElse(List.of(text)), where);
    }

    /** Adds a setting by its name, or the problem that there is none of this name. */
    void put(String name, List<String> texts, String where) {
        Optional<ConfigKey<?>> key = ConfigKeys.named(name);
        if (key.isPresent()) {
            put(key.get(), texts, where);
        } else {
            List<String> known = ConfigKeys.all().stream().map(ConfigKey::name).toList();
            problems.add(ConfigProblem.unknown(name, where, Nearest.to(name, known)));
        }
    }

    void add(ConfigProblem problem) {
        problems.add(problem);
    }

    Optional<Entry> get(ConfigKey<?> key) {
        return Optional.ofNullable(entries.get(key));
    }

    List<ConfigProblem> problems() {
        return problems;
    }

    /** The last resort: every key's own default. */
    static Layer ofDefaults() {
        Layer layer = new Layer();
        for (ConfigKey<?> key : ConfigKeys.all()) {
            key.defaultText().ifPresent(text -> layer.put(key, List.of(text), "default"));
        }
        return layer;
    }

    /** Defaults that depend on where we run. */
    static Layer of(Map<String, String> texts, String where) {
        Layer layer = new Layer();
        texts.forEach((name, text) -> layer.putLine(name, text, where));
        return layer;
    }
}
