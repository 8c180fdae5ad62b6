package dev.candlemill.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command {@code ./candlemill}. */
@Command(
        name = "candlemill",
        description = {
            "Market bars in; candles of 15 timeframes out, to Postgres, Kafka and CSV,"
                    + " correct to the bar and repairable when the past changes.",
            "",
            "New here? Try: ./candlemill demo --once"
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {HelpCommand.class},
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or settings, 3 something that is needed is missing.",
            "Settings: flag, environment (CANDLEMILL_...), file, default, in this order; docs/config.md.",
            "Completion in bash and zsh: source <(./candlemill completion)"
        })
public final class Candlemill {

    private static final int USAGE_WIDTH = 100;

    private Candlemill() {}

    public static void main(String[] arguments) {
        int code = commandLine(Context.ofProcess()).execute(arguments);
        System.exit(code);
    }

    static CommandLine commandLine(Context context) {
        Failures failures = new Failures(context);
        CommandLine completion = new CommandLine(new GenerateCompletion());
        completion.getCommandSpec().usageMessage().description("Prints a completion script.");
        return new CommandLine(new Candlemill())
                .setUsageHelpWidth(USAGE_WIDTH)
                .addSubcommand("demo", new DemoCommand(context))
                .addSubcommand("backfill", BackfillCommand.in(context))
                .addSubcommand("live", LiveCommand.in(context))
                .addSubcommand("recompute", RecomputeCommand.in(context))
                .addSubcommand("explain", ExplainCommand.in(context))
                .addSubcommand("migrate", MigrateCommand.in(context))
                .addSubcommand("setup", SetupCommand.in(context))
                .addSubcommand("symbols", SymbolsCommand.in(context))
                .addSubcommand(
                        "strategies",
                        CatalogueCommand.in(
                                context,
                                "Lists the strategies with their parameters.",
                                new StrategyListing()))
                .addSubcommand(
                        "indicators",
                        CatalogueCommand.in(
                                context,
                                "Lists the indicators with their parameters, and after how many"
                                        + " candles they are defined, usable and stable.",
                                new IndicatorListing()))
                .addSubcommand(
                        "evaluate",
                        DatabaseCommand.in(context, "evaluate", new EvaluateCommand(context)))
                .addSubcommand(
                        "compare",
                        DatabaseCommand.in(
                                context, "compare", new CompareCommand(context.terminal())))
                .addSubcommand(
                        "screen",
                        DatabaseCommand.in(
                                context, "screen", new ScreenCommand(context.terminal())))
                .addSubcommand("api", ApiCommand.in(context))
                .addSubcommand("sql", SqlCommand.in(context))
                .addSubcommand("kafka", TransactionsCommand.in(context))
                .addSubcommand("cluster", ClusterCommand.in(context))
                .addSubcommand("submit", SubmitCommand.in(context))
                .addSubcommand("test", new ScriptCommands.Test())
                .addSubcommand("bench", new ScriptCommands.Bench())
                .addSubcommand("completion", completion)
                .setOut(context.terminal().out())
                .setErr(context.terminal().err())
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setExecutionStrategy(Candlemill::runLast);
    }

    private static int runLast(CommandLine.ParseResult parsed) {
        if (!parsed.hasSubcommand()
                && !parsed.isUsageHelpRequested()
                && !parsed.isVersionHelpRequested()) {
            parsed.commandSpec().commandLine().usage(parsed.commandSpec().commandLine().getOut());
            return ExitCodes.USAGE;
        }
        return new CommandLine.RunLast().execute(parsed);
    }
}
