package dev.candlemill.jobs.config;

import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.config.ApiKeys.TimeBy;
import dev.candlemill.jobs.config.ConnectionArguments.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What the server was asked for, by flag, environment, file and default. */
public final class ApiArguments {

    static final Set<ConfigKey<?>> KEYS =
            Stream.concat(
                            ApiKeys.GROUP.keys().stream(),
                            Stream.of(
                                    MarketKeys.VENUE,
                                    MarketKeys.VENUES_FILE,
                                    MarketKeys.ALIGNMENT,
                                    MarketKeys.SESSION,
                                    SinkKeys.POSTGRES_URL,
                                    SinkKeys.POSTGRES_USER,
                                    SinkKeys.POSTGRES_PASSWORD,
                                    SinkKeys.KAFKA_BOOTSTRAP,
                                    SinkKeys.KAFKA_PREFIX,
                                    SinkKeys.KAFKA_PROPERTIES))
                    .collect(Collectors.toUnmodifiableSet());

    private final ParseResult parsed;
    private final Settings settings;

    private final CalendarSettings calendar;

    private ApiArguments(ParseResult parsed, Settings settings, CalendarSettings calendar) {
        this.parsed = parsed;
        this.settings = settings;
        this.calendar = calendar;
    }

    /** Adds the server's flags to a command. */
    public static void addTo(CommandSpec spec) {
        BackfillFlags.addApiTo(spec);
    }

    /**
     * @param user of the database, where nobody named one
     * @throws ConfigException with every mistake
     */
    public static ApiArguments of(ParseResult parsed, Surroundings surroundings, String user)
            throws ConfigException {
        List<Layer> layers = BackfillArguments.layers(parsed, surroundings);
        layers.add(Layer.of(surroundings.fallbacks(), BackfillArguments.FALLBACK));
        layers.add(Layer.of(Map.of(SinkKeys.POSTGRES_USER.name(), user), "default of the server"));
        layers.add(Layer.ofDefaults());
        Settings settings = Settings.of(layers);
        List<ConfigProblem> problems = new ArrayList<>(settings.problems());
        CalendarSettings calendar = new CalendarReader(settings, problems).read("");
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new ApiArguments(parsed, settings, calendar);
    }

    /** The database that somebody named; empty: nobody did. */
    public Optional<PostgresOptions> postgres() {
        return ConnectionArguments.postgres(settings);
    }

    /** The broker that somebody named; empty: nobody did. */
    public Optional<Topics> kafka() {
        return ConnectionArguments.kafka(settings);
    }

    public int port() {
        return settings.require(ApiKeys.PORT);
    }

    public String host() {
        return settings.require(ApiKeys.HOST);
    }

    public List<String> publicOrigins() {
        return settings.get(ApiKeys.PUBLIC_ORIGINS).orElse(List.of());
    }

    public Path tokenFile() {
        return settings.require(ApiKeys.TOKEN_FILE);
    }

    /** Symbols without a venue have no calendar, unless somebody named one for them. */
    public CalendarSettings calendar() {
        return calendar;
    }

    /** Whether the newest candle says how late it is. */
    public boolean followsData() {
        return settings.require(ApiKeys.TIME_BY) == TimeBy.DATA;
    }

    /** Whether the server was asked to print its settings and stop. */
    public boolean printsConfig() {
        return parsed.hasMatchedOption(BackfillFlags.PRINT_CONFIG);
    }

    /** The settings that a server has, as text. */
    public String text() {
        return SettingsText.toPrint(settings, KEYS::contains);
    }
}
