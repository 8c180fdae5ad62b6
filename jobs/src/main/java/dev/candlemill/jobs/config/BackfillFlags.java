package dev.candlemill.jobs.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The flags of a backfill, made from the table of keys. The command and a cluster submission parse
 * with the same.
 */
public final class BackfillFlags {

    private static final int USAGE_WIDTH = 100;

    static final String SET = "--set";
    static final String CONFIG = "--config";
    static final String RESUME = "--resume";
    static final String PRINT_CONFIG = "--print-config";
    static final String VALIDATE = "--validate";
    static final List<String> META = List.of(CONFIG, SET, PRINT_CONFIG, VALIDATE, RESUME, "--help");

    private BackfillFlags() {}

    /** Adds all flags to a command. */
    public static void addTo(CommandSpec spec) {
        addTo(
                spec,
                ConfigKeys::isForBackfill,
                "Continue a run after a crash from its newest checkpoint; without an id, the last run.");
    }

    /** The same for the live job. */
    public static void addLiveTo(CommandSpec spec) {
        addTo(
                spec,
                ConfigKeys::isForLive,
                "Continue from the newest checkpoint or savepoint; otherwise from what is stored.");
    }

    private static void addTo(
            CommandSpec spec, Predicate<ConfigKey<?>> isWanted, String resumeDescription) {
        ConfigKeys.all().stream()
                .filter(isWanted)
                .forEach(key -> key.flag().ifPresent(flag -> spec.addOption(option(key, flag))));
        spec.addOption(
                meta(RESUME, "[id]", resumeDescription).arity("0..1").fallbackValue("").build());
        addSources(spec);
        addPrintConfig(spec);
        spec.addOption(
                OptionSpec.builder(VALIDATE)
                        .type(boolean.class)
                        .description(
                                "Check servers, schema, rights, topics and folders, say all that is"
                                        + " missing (exit code 3), and stop.")
                        .build());
    }

    /** Adds the flags of commands that only need a database. */
    public static void addConnectionTo(CommandSpec spec) {
        addOnly(spec, SinkKeys.POSTGRES_URL, SinkKeys.POSTGRES_USER);
    }

    /** Adds the flags of commands that only need a broker. */
    public static void addBrokerTo(CommandSpec spec) {
        addOnly(spec, SinkKeys.KAFKA_BOOTSTRAP, SinkKeys.KAFKA_PREFIX);
    }

    private static void addOnly(CommandSpec spec, ConfigKey<?>... keys) {
        for (ConfigKey<?> key : keys) {
            key.flag().ifPresent(flag -> spec.addOption(option(key, flag)));
        }
        addSources(spec);
    }

    /** Adds the flags of the server. */
    static void addApiTo(CommandSpec spec) {
        ConfigKeys.all().stream()
                .filter(ApiArguments.KEYS::contains)
                .forEach(key -> key.flag().ifPresent(flag -> spec.addOption(option(key, flag))));
        addSources(spec);
        addPrintConfig(spec);
    }

    private static void addSources(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Print this page and stop.")
                        .build());
        spec.addOption(meta(CONFIG, "FILE", "Settings in YAML, keys nested or dotted.").build());
        spec.addOption(meta(SET, "KEY=VALUE", "Any key of docs/config.md.").build());
    }

    private static void addPrintConfig(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder(PRINT_CONFIG)
                        .type(boolean.class)
                        .description("Print every setting and where it comes from, and stop.")
                        .build());
    }

    /** Collects every mistake where picocli would stop at the first. */
    public static CommandLine lenient(CommandLine commandLine) {
        commandLine.getCommandSpec().parser().collectErrors(true);
        commandLine
                .getCommandSpec()
                .usageMessage()
                .width(USAGE_WIDTH)
                .abbreviateSynopsis(true)
                .sectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new GroupedOptions());
        return commandLine
                .setUnmatchedArgumentsAllowed(true)
                .setUnmatchedOptionsArePositionalParams(false)
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true);
    }

    private static OptionSpec option(ConfigKey<?> key, String flag) {
        Optional<String> byDefault = key.defaultText().map(text -> " Default: " + text + ".");
        return meta(flag, key.type().label(), key.description() + byDefault.orElse("")).build();
    }

    private static OptionSpec.Builder meta(String flag, String label, String description) {
        return OptionSpec.builder(flag)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description.replace("%", "%%"));
    }
}
