package dev.candlemill.jobs.config;

import dev.candlemill.jobs.LiveOptions;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * What a live job was asked for, by flag, environment, file and default, in this order of
 * precedence.
 */
public final class LiveArguments {

    /** One live job per database: it needs no other name, and its own rows keep it. */
    private static final String JOB_ID = "live";

    private final ParseResult parsed;
    private final Settings settings;
    private final LiveOptions options;

    private LiveArguments(ParseResult parsed, Settings settings, LiveOptions options) {
        this.parsed = parsed;
        this.settings = settings;
        this.options = options;
    }

    /**
     * Parses the arguments of a cluster submission.
     *
     * @throws ConfigException with every mistake
     */
    public static LiveArguments parse(String[] arguments, Surroundings surroundings)
            throws ConfigException {
        CommandSpec spec = CommandSpec.create().name("live");
        BackfillFlags.addLiveTo(spec);
        return of(BackfillFlags.lenient(new CommandLine(spec)).parseArgs(arguments), surroundings);
    }

    /** The same from what a command with the flags of a live job parsed. */
    public static LiveArguments of(ParseResult parsed, Surroundings surroundings)
            throws ConfigException {
        List<Layer> layers = BackfillArguments.layers(parsed, surroundings);
        Layer fallbacks = Layer.of(surroundings.fallbacks(), BackfillArguments.FALLBACK);
        Optional<Resume> resume = Resume.wanted(Resume.Kind.LIVE, parsed, layers, fallbacks);
        resume.map(Resume::remembered).ifPresent(layers::add);
        layers.add(fallbacks);
        layers.add(Layer.of(ofLive(surroundings), "default of a live job"));
        layers.add(Layer.ofDefaults());
        Settings settings = Settings.of(layers);
        return new LiveArguments(parsed, settings, OptionsReader.readLive(settings, resume));
    }

    public LiveOptions options() {
        return options;
    }

    public Settings settings() {
        return settings;
    }

    /** Whether everything is only to be checked. */
    public boolean validates() {
        return parsed.hasMatchedOption(BackfillFlags.VALIDATE);
    }

    /** Whether the job was asked to print its settings and stop. */
    public boolean printsConfig() {
        return parsed.hasMatchedOption(BackfillFlags.PRINT_CONFIG);
    }

    /** Whether the address of Postgres is only the place's fallback. */
    public boolean usesFallbackPostgres() {
        return settings.isFallback(SinkKeys.POSTGRES_URL);
    }

    /** The same for Kafka, where it is asked for. */
    public boolean usesFallbackKafka() {
        boolean isWanted = options.run().sinks().kafka().isPresent() || options.topic().isPresent();
        return isWanted && settings.isFallback(SinkKeys.KAFKA_BOOTSTRAP);
    }

    /** What is kept of the job; made before the job makes its folder. */
    public RunMemory memory() {
        return RunMemory.of(Resume.Kind.LIVE, settings, options.run().execution().checkpointDir());
    }

    private static Map<String, String> ofLive(Surroundings surroundings) {
        return Map.of(
                RunKeys.JOB_ID.name(),
                JOB_ID,
                SourceKeys.SOURCE.name(),
                "simulated",
                MarketKeys.TO.name(),
                surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
