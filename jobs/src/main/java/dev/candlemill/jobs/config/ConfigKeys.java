package dev.candlemill.jobs.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every setting of the jobs and the server, in the order in which people read them. */
public final class ConfigKeys {

    private static final List<KeyGroup> GROUPS =
            List.of(
                    SourceKeys.GROUP,
                    MarketKeys.GROUP,
                    LiveKeys.GROUP,
                    SinkKeys.GROUP,
                    RunKeys.GROUP,
                    ApiKeys.GROUP);
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

    /** What some job has a use for. */
    static boolean isForJobs(ConfigKey<?> key) {
        return !ApiKeys.GROUP.keys().contains(key);
    }

    /** What a bounded run has a use for. */
    static boolean isForBackfill(ConfigKey<?> key) {
        return isForJobs(key) && !LiveKeys.GROUP.keys().contains(key);
    }

    /** What a live job has a use for: no files and ranges. */
    static boolean isForLive(ConfigKey<?> key) {
        return isForJobs(key) && !LiveKeys.ONLY_BOUNDED.contains(key);
    }

    static Optional<ConfigKey<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
