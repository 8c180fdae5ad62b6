package dev.candlemill.jobs.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Settings from {@code CANDLEMILL_*} variables. A variable close to a known one is taken for a
 * mistake; others pass, since Kubernetes sets {@code CANDLEMILL_..._PORT} and the like by itself.
 */
final class EnvironmentLayer {

    static final String PREFIX = "CANDLEMILL_";

    /** Variables of the script and of the command itself. */
    private static final List<String> OTHERS =
            List.of(
                    "CANDLEMILL_CONFIG",
                    "CANDLEMILL_HOME",
                    "CANDLEMILL_JAVA_OPTS",
                    "CANDLEMILL_XMX");

    private static final Map<String, ConfigKey<?>> BY_VARIABLE =
            ConfigKeys.all().stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    ConfigKey::environmentName, Function.identity()));

    private EnvironmentLayer() {}

    static Layer read(Map<String, String> variables) {
        Layer layer = new Layer();
        variables.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !OTHERS.contains(name))
                .sorted()
                .forEach(name -> read(name, variables.getOrDefault(name, ""), layer));
        return layer;
    }

    private static void read(String name, String text, Layer layer) {
        ConfigKey<?> key = BY_VARIABLE.get(name);
        if (key != null) {
            layer.put(key, key.type().texts(text), "environment " + name);
            return;
        }
        Optional<String> nearest = Nearest.to(name, BY_VARIABLE.keySet());
        if (nearest.isPresent() && Nearest.edits(name, nearest.get()) <= 2) {
            layer.add(ConfigProblem.unknown(name, "environment", nearest));
        }
    }
}
