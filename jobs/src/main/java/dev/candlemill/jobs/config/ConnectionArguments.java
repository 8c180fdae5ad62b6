package dev.candlemill.jobs.config;

import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import java.util.ArrayList;
import java.util.List;
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
        List<Layer> layers = new ArrayList<>();
        layers.add(FlagLayer.read(parsed));
        layers.add(EnvironmentLayer.read(surroundings.variables()));
        ConfigFile.of(parsed, surroundings).map(YamlLayer::read).ifPresent(layers::add);
        Settings settings = Settings.of(layers);
        if (!settings.problems().isEmpty()) {
            throw new ConfigException(settings.problems());
        }
        return settings.get(SinkKeys.POSTGRES_URL)
                .map(
                        url ->
                                new PostgresOptions(
                                        url,
                                        settings.get(SinkKeys.POSTGRES_USER).orElse(user),
                                        settings.get(SinkKeys.POSTGRES_PASSWORD)
                                                .orElse(new Secret(""))));
    }
}
