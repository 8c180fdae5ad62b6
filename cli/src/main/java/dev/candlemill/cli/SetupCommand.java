package dev.candlemill.cli;

import static java.util.Objects.requireNonNull;

import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.config.BackfillFlags;
import dev.candlemill.jobs.config.ConnectionArguments;
import dev.candlemill.jobs.config.Secret;
import dev.candlemill.postgres.KnownNames;
import dev.candlemill.postgres.PostgresException;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.postgres.SetupException;
import dev.candlemill.postgres.TradingSetups;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * One subcommand of {@code setup}: connects, does its work on the table, prints what came of it.
 */
final class SetupCommand implements Callable<Integer> {

    /** What exists, strategies of the user's own included. */
    private final Context context;

    private final SetupAction action;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private SetupCommand(Context context, SetupAction action) {
        this.context = context;
        this.action = action;
    }

    /** The command and its subcommands. */
    @Command(
            name = "setup",
            description = {
                "Says which strategies run on which candles: adds, lists, changes, pauses, resumes and"
                        + " removes trading setups. A backfill computes the active ones; a live job hears"
                        + " of changes while it runs."
            },
            synopsisSubcommandLabel = "COMMAND",
            mixinStandardHelpOptions = true,
            subcommands = {HelpCommand.class},
            footer = {
                "",
                "Example:",
                "  ./candlemill setup add aapl-hourly --symbol XNAS:AAPL --timeframes 1h,1d"
                        + " --strategy 'rsi(14,30,70)' --strategy 'sma_cross(20,50)'"
            })
    static final class Group {}

    static CommandLine in(Context context) {
        CommandLine group = new CommandLine(new Group());
        for (SetupAction action : SetupAction.values()) {
            SetupCommand command = new SetupCommand(context, action);
            command.describe();
            group.addSubcommand(
                    action.word(), BackfillFlags.lenient(new CommandLine(command.spec)));
        }
        return group;
    }

    @Override
    public Integer call() throws Exception {
        CommandLine commandLine = requireNonNull(spec.commandLine());
        ParseResult parsed = commandLine.getParseResult();
        if (action.takesId() && parsed.matchedPositionalValue(0, "").isBlank()) {
            throw new ParameterException(commandLine, "expected the ID of a setup, found none");
        }
        Optional<PostgresOptions> named =
                ConnectionArguments.postgres(
                        parsed,
                        context.surroundings(context.clock(), Map.of()),
                        EmbeddedServers.API_ROLE);
        if (named.isPresent()) {
            return work(named.get(), parsed);
        }
        try (EmbeddedServers servers = new EmbeddedServers(context)) {
            String url = servers.migratedPostgres().url();
            return work(new PostgresOptions(url, EmbeddedServers.API_ROLE, new Secret("")), parsed);
        }
    }

    private int work(PostgresOptions database, ParseResult parsed)
            throws IOException, PreflightException {
        PostgresSettings settings =
                PostgresSettings.of(
                                database.url(), database.user(), database.password().toPassword())
                        .withApplicationName("candlemill setup");
        SetupListing listing = new SetupListing(context.terminal().out());
        try {
            TradingSetups setups = new TradingSetups(settings, new KnownNames());
            action.run(setups, new SetupArguments(parsed), listing);
            return ExitCodes.OK;
        } catch (SetupException e) {
            e.problems().forEach(context.terminal()::say);
            return ExitCodes.USAGE;
        } catch (PostgresException e) {
            if (isMissing(e)) {
                throw new PreflightException(String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    /** No server, no login, no table or no right: nothing was changed. */
    private static boolean isMissing(PostgresException e) {
        return List.of("08", "28", "3D", "42").stream().anyMatch(e.sqlState()::startsWith);
    }

    private void describe() {
        BackfillFlags.addConnectionTo(spec);
        if (action.takesId()) {
            spec.addPositional(
                    PositionalParamSpec.builder()
                            .index("0")
                            .arity("1")
                            .type(String.class)
                            .paramLabel("ID")
                            .description("Of the setup: aapl-hourly.")
                            .build());
        }
        for (SetupArguments.Option option : action.options()) {
            spec.addOption(option.spec());
        }
        spec.addOption(
                OptionSpec.builder(SetupArguments.JSON)
                        .type(boolean.class)
                        .description("Print JSON: an array of setups.")
                        .build());
        spec.usageMessage()
                .description(
                        action.description() + " Without an address: in the embedded Postgres.");
    }
}
