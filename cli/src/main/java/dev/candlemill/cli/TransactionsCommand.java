package dev.candlemill.cli;

import static java.util.Objects.requireNonNull;

import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.config.BackfillFlags;
import dev.candlemill.jobs.config.ConfigException;
import dev.candlemill.jobs.config.ConnectionArguments;
import dev.candlemill.jobs.config.ConnectionArguments.Topics;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.kafka.OpenTransactions;
import dev.candlemill.kafka.OpenTransactions.OpenTransaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * One subcommand of {@code kafka tx}: lists the transactions that runs left open, or aborts those
 * of a run that is gone.
 */
final class TransactionsCommand implements Callable<Integer> {

    /** A running job commits with each checkpoint: what is older was most likely left behind. */
    private static final Duration YOUNG = Duration.ofMinutes(5);

    private static final String FORCE = "--force";
    private static final String EXAMPLE = "live-20250601-120000";

    /** Nothing is sent. */
    private static final String NO_RUN = "none";

    /** {@code kafka}. */
    @Command(
            name = "kafka",
            description = "Looks after what jobs leave in Kafka.",
            synopsisSubcommandLabel = "COMMAND",
            mixinStandardHelpOptions = true,
            subcommands = {HelpCommand.class})
    static final class KafkaGroup {}

    /** {@code kafka tx}. */
    @Command(
            name = "tx",
            description = {
                "Transactions that are open. Consumers with isolation.level=read_committed get"
                        + " nothing that was sent behind the first of them: a job that was killed"
                        + " under exactly-once, and is not resumed, holds them up until the broker"
                        + " gives its transactions up (kafka.transaction-timeout)."
            },
            synopsisSubcommandLabel = "COMMAND",
            mixinStandardHelpOptions = true,
            subcommands = {HelpCommand.class},
            footer = {
                "",
                "Example:",
                "  ./candlemill kafka tx list",
                "  ./candlemill kafka tx abort " + EXAMPLE
            })
    static final class Group {}

    private enum Action {
        LIST("Prints the open transactions, the oldest first."),
        ABORT(
                "Aborts the open transactions of a run that is gone and will not be resumed, so that"
                        + " consumers go on at once. What they hold is never read, also what a"
                        + " checkpoint holds for committed: resume a run instead where that can be"
                        + " done. A run that is still there fails; nothing is aborted while one of"
                        + " its transactions is younger than 5 minutes, but checkpoints may be"
                        + " further apart than that: look first.");

        private final String description;

        Action(String description) {
            this.description = description;
        }
    }

    private final Context context;
    private final Action action;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private TransactionsCommand(Context context, Action action) {
        this.context = context;
        this.action = action;
    }

    static CommandLine in(Context context) {
        return new CommandLine(new KafkaGroup())
                .addSubcommand(
                        new CommandLine(new Group())
                                .addSubcommand("list", one(context, Action.LIST))
                                .addSubcommand("abort", one(context, Action.ABORT)));
    }

    private static CommandLine one(Context context, Action action) {
        TransactionsCommand command = new TransactionsCommand(context, action);
        BackfillFlags.addBrokerTo(command.spec);
        command.spec
                .usageMessage()
                .description(action.description + " Without an address: the embedded Kafka.");
        if (action == Action.LIST) {
            Arguments.addSwitch(command.spec, "Print JSON: an array of objects.", Arguments.JSON);
        } else {
            Arguments.addSwitch(command.spec, "The run is gone, however young they are.", FORCE);
            command.spec.addPositional(
                    PositionalParamSpec.builder()
                            .arity("1")
                            .type(String.class)
                            .paramLabel("RUN")
                            .description("Its --job-id.")
                            .build());
        }
        return BackfillFlags.lenient(new CommandLine(command.spec));
    }

    @Override
    public Integer call() throws Exception {
        ParseResult parsed = requireNonNull(spec.commandLine()).getParseResult();
        Arguments arguments = new Arguments(parsed);
        String run;
        try {
            run = action == Action.ABORT ? arguments.positional("a RUN", EXAMPLE) : "";
        } catch (UsageException e) {
            context.terminal().say("candlemill: " + e.getMessage());
            context.terminal().say("see " + spec.qualifiedName() + " --help");
            return ExitCodes.USAGE;
        }
        Optional<Topics> named = topics(parsed, Map.of());
        if (named.isPresent()) {
            return work(named.get(), arguments, run);
        }
        try (EmbeddedServers servers = new EmbeddedServers(context)) {
            servers.kafka();
            return work(topics(parsed, servers.addresses()).orElseThrow(), arguments, run);
        }
    }

    private Optional<Topics> topics(ParseResult parsed, Map<String, String> addresses)
            throws ConfigException {
        return ConnectionArguments.kafka(parsed, context.surroundings(context.clock(), addresses));
    }

    private int work(Topics topics, Arguments arguments, String run) throws PreflightException {
        KafkaSettings settings =
                KafkaSettings.of(topics.bootstrap(), NO_RUN, 0)
                        .withPrefix(topics.prefix())
                        .withClientProperties(topics.properties());
        PrintWriter out = context.terminal().out();
        try (OpenTransactions transactions = new OpenTransactions(settings)) {
            List<OpenTransaction> open = transactions.list();
            if (action == Action.ABORT) {
                return abort(transactions, open, run, arguments.has(FORCE));
            } else if (arguments.wantsJson()) {
                TransactionListing.printJson(out, open);
            } else {
                TransactionListing.print(out, open);
            }
            return ExitCodes.OK;
        } catch (IOException e) {
            throw new PreflightException(String.valueOf(e.getMessage()), e);
        } finally {
            out.flush();
        }
    }

    private int abort(
            OpenTransactions transactions, List<OpenTransaction> open, String run, boolean isForced)
            throws IOException {
        List<OpenTransaction> ofRun = open.stream().filter(o -> o.runId().equals(run)).toList();
        Instant limit = context.clock().instant().minus(YOUNG);
        long young = ofRun.stream().filter(one -> one.began().isAfter(limit)).count();
        if (young > 0 && !isForced) {
            context.terminal()
                    .say(
                            "candlemill: %d of the %d open transactions of %s began less than 5 minutes ago, so it may still run: nothing was aborted"
                                    .formatted(young, ofRun.size(), run));
            context.terminal().say("if it is gone, and will not be resumed: " + FORCE);
            return ExitCodes.FAILURE;
        }
        PrintWriter out = context.terminal().out();
        for (OpenTransaction one : ofRun) {
            transactions.abort(one);
            out.println("aborted " + one.id());
        }
        out.println(
                ofRun.isEmpty()
                        ? "no open transaction of " + run
                        : "(" + ofRun.size() + " aborted)");
        return ExitCodes.OK;
    }
}
