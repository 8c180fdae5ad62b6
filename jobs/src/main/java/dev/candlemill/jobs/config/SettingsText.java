package dev.candlemill.jobs.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Settings as YAML, for people and for a later run. */
public final class SettingsText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9_./+-]*");
    private static final int ORIGIN_COLUMN = 48;

    private SettingsText() {}

    /** Every key of a job with its effective value and where that comes from; secrets masked. */
    public static String toPrint(Settings settings) {
        return toPrint(settings, ConfigKeys::isForJobs);
    }

    static String toPrint(Settings settings, Predicate<ConfigKey<?>> isWanted) {
        StringBuilder text = new StringBuilder();
        for (KeyGroup group : ConfigKeys.groups()) {
            List<ConfigKey<?>> keys = group.keys().stream().filter(isWanted).toList();
            if (!keys.isEmpty()) {
                text.append("# ").append(group.title()).append('\n');
                keys.forEach(key -> text.append(line(settings, key)).append('\n'));
                text.append('\n');
            }
        }
        return text.toString();
    }

    static String toRemember(Settings settings) {
        return ConfigKeys.all().stream()
                .filter(ConfigKeys::isForJobs)
                .filter(key -> !key.isSecret() && key != RunKeys.CHECKPOINT_DIR)
                .filter(key -> settings.isPresent(key) && !isLocal(settings, key))
                .map(key -> key.name() + ": " + yaml(settings.texts(key)) + "\n")
                .collect(Collectors.joining());
    }

    /** Addresses of embedded servers change between runs. */
    private static boolean isLocal(Settings settings, ConfigKey<?> key) {
        return settings.isFallback(key)
                && Set.<ConfigKey<?>>of(SinkKeys.POSTGRES_URL, SinkKeys.KAFKA_BOOTSTRAP)
                        .contains(key);
    }

    private static String line(Settings settings, ConfigKey<?> key) {
        Optional<String> origin = settings.origin(key);
        if (origin.isEmpty()) {
            return "# " + key.name() + ": not set";
        }
        String value = key.isSecret() ? Secret.MASK : Secret.masked(yaml(settings.texts(key)));
        String setting = key.name() + ": " + value;
        return setting
                + " ".repeat(Math.max(1, ORIGIN_COLUMN - setting.length()))
                + "# "
                + origin.get();
    }

    private static String yaml(List<String> texts) {
        return texts.size() == 1
                ? quoted(texts.get(0))
                : texts.stream()
                        .map(SettingsText::quoted)
                        .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : '\'' + text.replace("'", "''") + '\'';
    }
}
