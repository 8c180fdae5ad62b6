package dev.candlemill.jobs.config;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * One setting: its names, its type and what it means. The table of all of them is {@link
 * ConfigKeys}.
 *
 * @param <T> what its text becomes
 */
public final class ConfigKey<T> {

    private static final String ENVIRONMENT_PREFIX = "CANDLEMILL_";

    private final String name;
    private final ValueType<T> type;
    private final String description;
    private final Optional<String> flag;
    private final Optional<String> defaultText;

    private ConfigKey(
            String name,
            ValueType<T> type,
            String description,
            Optional<String> flag,
            Optional<String> defaultText) {
        this.name = requireNonNull(name, "name is null");
        this.type = type;
        this.description = description;
        this.flag = flag;
        this.defaultText = defaultText;
    }

    static <T> ConfigKey<T> of(String name, ValueType<T> type, String description) {
        return new ConfigKey<>(name, type, description, Optional.empty(), Optional.empty());
    }

    ConfigKey<T> flag(String longName) {
        return new ConfigKey<>(name, type, description, Optional.of(longName), defaultText);
    }

    ConfigKey<T> byDefault(String text) {
        return new ConfigKey<>(name, type, description, flag, Optional.of(text));
    }

    /** Dotted: {@code postgres.url}; as in files and in {@code --set}. */
    public String name() {
        return name;
    }

    /** {@code CANDLEMILL_POSTGRES_URL}. */
    public String environmentName() {
        return ENVIRONMENT_PREFIX
                + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** {@code --output}, for keys that have a flag of their own. */
    public Optional<String> flag() {
        return flag;
    }

    public Optional<String> defaultText() {
        return defaultText;
    }

    public String description() {
        return description;
    }

    ValueType<T> type() {
        return type;
    }

    public boolean isSecret() {
        return type.isSecret();
    }

    @Override
    public String toString() {
        return name;
    }
}
