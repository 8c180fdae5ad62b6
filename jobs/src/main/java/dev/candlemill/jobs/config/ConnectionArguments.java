package dev.candlemill.jobs.config;

import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.kafka.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Which servers a command was asked to use, by the same keys as a backfill. */
public final class ConnectionArguments {

    private ConnectionArguments() {}

    /**
     * The database that somebody named; empty: nobody did.
     *
     * @param user where nobody named one: each command has its own role
     * @throws ConfigException with every mistake, also in settings that only a backfill uses
     */
    public static Optional<PostgresOptions> postgres(
            ParseResult parsed, Surroundings surroundings, String user) throws ConfigException {
        return postgres(
                settings(
                        parsed,
                        surroundings,
                        Layer.of(Map.of(SinkKeys.POSTGRES_USER.name(), user), "default")));
    }

    /**
     * The topics that somebody named, or that are there; empty: nobody named a broker, and none is.
     *
     * @throws ConfigException as for a database
     */
    public static Optional<Topics> kafka(ParseResult parsed, Surroundings surroundings)
            throws ConfigException {
        return kafka(
                settings(
                        parsed,
                        surroundings,
                        Layer.of(surroundings.fallbacks(), BackfillArguments.FALLBACK)));
    }

    private static Settings settings(ParseResult parsed, Surroundings surroundings, Layer last)
            throws ConfigException {
        List<Layer> layers = BackfillArguments.layers(parsed, surroundings);
        layers.add(last);
        Settings settings = Settings.of(layers);
        if (!settings.problems().isEmpty()) {
            throw new ConfigException(settings.problems());
        }
        return settings;
    }

    static Optional<PostgresOptions> postgres(Settings settings) {
        return settings.get(SinkKeys.POSTGRES_URL)
                .map(
                        url ->
                                new PostgresOptions(
                                        url,
                                        settings.require(SinkKeys.POSTGRES_USER),
                                        settings.get(SinkKeys.POSTGRES_PASSWORD)
                                                .orElse(new Secret(""))));
    }

    /** Topics that somebody named. */
    public record Topics(String bootstrap, String prefix, Map<String, String> properties) {}

    static Optional<Topics> kafka(Settings settings) {
        return settings.get(SinkKeys.KAFKA_BOOTSTRAP)
                .map(
                        bootstrap ->
                                new Topics(
                                        bootstrap,
                                        settings.get(SinkKeys.KAFKA_PREFIX)
                                                .orElse(KafkaSettings.DEFAULT_PREFIX),
                                        settings.get(SinkKeys.KAFKA_PROPERTIES).orElse(Map.of())));
    }
}
