package dev.candlemill.jobs.config;

import dev.candlemill.jobs.BackfillOptions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * What a backfill was asked for, by flag, environment, file and default, in this order of
 * precedence.
 */
public final class BackfillArguments {

    static final String FALLBACK = "fallback";
    private static final String NOW = "default, from the clock";

    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final ParseResult parsed;
    private final Settings settings;
    private final BackfillOptions options;

    private BackfillArguments(ParseResult parsed, Settings settings, BackfillOptions options) {
        this.parsed = parsed;
        this.settings = settings;
        this.options = options;
    }

    /**
     * Parses the arguments of a cluster submission.
     *
     * @throws ConfigException with every mistake
     */
    public static BackfillArguments parse(String[] arguments, Surroundings surroundings)
            throws ConfigException {
        return of(commandLine().parseArgs(arguments), surroundings);
    }

    /** The same from what a command of {@link BackfillFlags} parsed. */
    public static BackfillArguments of(ParseResult parsed, Surroundings surroundings)
            throws ConfigException {
        List<Layer> layers = layers(parsed, surroundings);
        Layer fallbacks = Layer.of(surroundings.fallbacks(), FALLBACK);
        Optional<Resume> resume = Resume.wanted(Resume.Kind.BACKFILL, parsed, layers, fallbacks);
        resume.map(Resume::remembered).ifPresent(layers::add);
        layers.add(fallbacks);
        layers.add(Layer.of(fromClock(surroundings), NOW));
        layers.add(Layer.ofDefaults());
        Settings settings = Settings.of(layers);
        return new BackfillArguments(parsed, settings, OptionsReader.read(settings, resume));
    }

    /** What a person said: by flag, environment and file. */
    static List<Layer> layers(ParseResult parsed, Surroundings surroundings) {
        Layer flags = FlagLayer.read(parsed);
        Layer variables = EnvironmentLayer.read(surroundings.variables());
        List<Layer> layers = new ArrayList<>(List.of(flags, variables));
        ConfigFile.of(parsed, surroundings).map(YamlLayer::read).ifPresent(layers::add);
        return layers;
    }

    public static String usage(String commandName) {
        return commandLine().setCommandName(commandName).getUsageMessage();
    }

    public BackfillOptions options() {
        return options;
    }

    public Settings settings() {
        return settings;
    }

    /** Whether everything is only to be checked. */
    public boolean validates() {
        return parsed.hasMatchedOption(BackfillFlags.VALIDATE);
    }

    /** Whether the run was asked to print its settings and stop. */
    public boolean printsConfig() {
        return parsed.hasMatchedOption(BackfillFlags.PRINT_CONFIG);
    }

    /** Whether Postgres is asked for and its address is only the place's fallback. */
    public boolean usesFallbackPostgres() {
        return options.sinks().postgres().isPresent() && settings.isFallback(SinkKeys.POSTGRES_URL);
    }

    /** The same for Kafka. */
    public boolean usesFallbackKafka() {
        return options.sinks().kafka().isPresent() && settings.isFallback(SinkKeys.KAFKA_BOOTSTRAP);
    }

    /** What is kept of the run; made before the run makes its folder. */
    public RunMemory memory() {
        return RunMemory.of(Resume.Kind.BACKFILL, settings, options.execution().checkpointDir());
    }

    private static CommandLine commandLine() {
        CommandSpec spec = CommandSpec.create().name("backfill");
        BackfillFlags.addTo(spec);
        return BackfillFlags.lenient(new CommandLine(spec));
    }

    private static Map<String, String> fromClock(Surroundings surroundings) {
        Instant now = surroundings.clock().instant();
        return Map.of(
                RunKeys.JOB_ID.name(),
                "backfill-" + ID_TIME.format(now),
                MarketKeys.TO.name(),
                now.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
