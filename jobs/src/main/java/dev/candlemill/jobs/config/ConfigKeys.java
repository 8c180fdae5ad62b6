package dev.candlemill.jobs.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every setting of a backfill, in the order in which people read them. */
public final class ConfigKeys {

    private static final List<KeyGroup> GROUPS =
            List.of(SourceKeys.GROUP, MarketKeys.GROUP, SinkKeys.GROUP, RunKeys.GROUP);
    private static final Map<String, ConfigKey<?>> BY_NAME =
            all().stream()
                    .collect(Collectors.toUnmodifiableMap(ConfigKey::name, Function.identity()));

    private ConfigKeys() {}

    public static List<KeyGroup> groups() {
        return GROUPS;
    }

    public static List<ConfigKey<?>> all() {
        return GROUPS.stream().<ConfigKey<?>>flatMap(group -> group.keys().stream()).toList();
    }

    static Optional<ConfigKey<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
