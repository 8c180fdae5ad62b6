package dev.candlemill.jobs.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Every key's effective value and where it comes from. */
public final class Settings {

    private final Map<ConfigKey<?>, Object> values = new HashMap<>();
    private final Map<ConfigKey<?>, Layer.Entry> entries = new HashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    /** Merges layers; an earlier one wins. */
    static Settings of(List<Layer> layers) {
        Settings settings = new Settings();
        layers.forEach(layer -> settings.problems.addAll(layer.problems()));
        for (ConfigKey<?> key : ConfigKeys.all()) {
            layers.stream()
                    .flatMap(layer -> layer.get(key).stream())
                    .findFirst()
                    .ifPresent(entry -> settings.parse(key, entry));
        }
        return settings;
    }

    /** The value, or empty where nobody set one and there is no default. */
    @SuppressWarnings("unchecked") // values holds what the key's own type parsed
    <T> Optional<T> get(ConfigKey<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    <T> T require(ConfigKey<T> key) {
        return get(key).orElseThrow(() -> new NoSuchElementException(key.name()));
    }

    /** Whether somebody set it, rightly or wrongly, or it has a default. */
    boolean isPresent(ConfigKey<?> key) {
        return entries.containsKey(key);
    }

    /** {@code flag --venue}, {@code environment CANDLEMILL_VENUE}, {@code my.yaml:3}, ... */
    public Optional<String> origin(ConfigKey<?> key) {
        return Optional.ofNullable(entries.get(key)).map(Layer.Entry::where);
    }

    List<ConfigProblem> problems() {
        return problems;
    }

    /** A value's text as people may see it. */
    public Optional<String> shown(ConfigKey<?> key) {
        return Optional.ofNullable(entries.get(key)).map(entry -> shown(key, entry.texts()));
    }

    static String shown(ConfigKey<?> key, List<String> texts) {
        return key.isSecret() ? Secret.MASK : Secret.masked(String.join(",", texts));
    }

    /** Whether the value came from where we run, not from a person. */
    public boolean isFallback(ConfigKey<?> key) {
        return origin(key).map(BackfillArguments.FALLBACK::equals).orElse(false);
    }

    List<String> texts(ConfigKey<?> key) {
        Layer.Entry entry = entries.get(key);
        return entry == null ? List.of() : entry.texts();
    }

    private void parse(ConfigKey<?> key, Layer.Entry entry) {
        entries.put(key, entry);
        try {
            values.put(key, key.type().parse(entry.texts()));
        } catch (NotAllowedException e) {
            problems.add(
                    ConfigProblem.wrong(
                            key.name(),
                            shown(key, entry.texts()),
                            key.type().expected() + ": " + e.getMessage(),
                            entry.where()));
        } catch (IllegalArgumentException e) {
            problems.add(
                    ConfigProblem.wrong(
                            key.name(),
                            shown(key, entry.texts()),
                            key.type().expected(),
                            entry.where()));
        }
    }
}
