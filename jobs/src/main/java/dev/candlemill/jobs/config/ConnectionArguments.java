package dev.candlemill.jobs.config;

import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.kafka.KafkaSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Which database a command was asked to use, by the same keys as a backfill. */
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
        Settings settings = settings(parsed, surroundings);
        return settings.get(SinkKeys.POSTGRES_URL)
                .map(
                        url ->
                                new PostgresOptions(
                                        url,
                                        settings.get(SinkKeys.POSTGRES_USER).orElse(user),
                                        settings.get(SinkKeys.POSTGRES_PASSWORD)
                                                .orElse(new Secret(""))));
    }

    /** Topics that somebody named. */
    public record Topics(String bootstrap, String prefix, Map<String, String> properties) {}

    /**
     * The broker that somebody named; empty: nobody did.
     *
     * @throws ConfigException with every mistake, also in settings that only a backfill uses
     */
    public static Optional<Topics> kafka(ParseResult parsed, Surroundings surroundings)
            throws ConfigException {
        Settings settings = settings(parsed, surroundings);
        return settings.get(SinkKeys.KAFKA_BOOTSTRAP)
                .map(
                        bootstrap ->
                                new Topics(
                                        bootstrap,
                                        settings.get(SinkKeys.KAFKA_PREFIX)
                                                .orElse(KafkaSettings.DEFAULT_PREFIX),
                                        settings.get(SinkKeys.KAFKA_PROPERTIES).orElse(Map.of())));
    }

    private static Settings settings(ParseResult parsed, Surroundings surroundings)
            throws ConfigException {
        List<Layer> layers = new ArrayList<>();
        layers.add(FlagLayer.read(parsed));
        layers.add(EnvironmentLayer.read(surroundings.variables()));
        ConfigFile.of(parsed, surroundings).map(YamlLayer::read).ifPresent(layers::add);
        Settings settings = Settings.of(layers);
        if (!settings.problems().isEmpty()) {
            throw new ConfigException(settings.problems());
        }
        return settings;
    }
}
