package dev.candlemill.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.jobs.config.BackfillFlags;
import dev.candlemill.jobs.config.ConfigException;
import dev.candlemill.jobs.config.ConnectionArguments;
import dev.candlemill.jobs.config.ConnectionArguments.Topics;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.kafka.OpenTransactions;
import dev.candlemill.kafka.OpenTransactions.OpenTransaction;
import java.io.IOException;
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

/** Lists the transactions that runs left open in Kafka, and aborts those of a run that is gone. */
final class TransactionsCommand implements Callable<Integer> {

    /** A running job commits with each checkpoint: what is older was most likely left behind. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(5);

    private static final String FORCE = "--force";

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
                "  ./candlemill kafka tx abort live-20250601-120000"
            })
    static final class Group {}

    private final Context context;
    private final boolean aborts;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private TransactionsCommand(Context context, boolean aborts) {
        this.context = context;
        this.aborts = aborts;
    }

    static CommandLine in(Context context) {
        return new CommandLine(new KafkaGroup())
                .addSubcommand(
                        new CommandLine(new Group())
                                .addSubcommand("list", one(context, false))
                                .addSubcommand("abort", one(context, true)));
    }

    private static CommandLine one(Context context, boolean aborts) {
        TransactionsCommand command = new TransactionsCommand(context, aborts);
        BackfillFlags.addBrokerTo(command.spec);
        if (aborts) {
            command.describeAbort();
        } else {
            Arguments.addSwitch(command.spec, "Print JSON: an array of objects.", Arguments.JSON);
            command.spec
                    .usageMessage()
                    .description("Prints the open transactions, the oldest first.");
        }
        return BackfillFlags.lenient(new CommandLine(command.spec));
    }

    private void describeAbort() {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .arity("1")
                        .type(String.class)
                        .paramLabel("RUN")
                        .description("Its --job-id.")
                        .build());
        Arguments.addSwitch(spec, "Abort those that began in the last 5 minutes, too.", FORCE);
        spec.usageMessage()
                .description(
                        "Aborts the open transactions of a run that is gone and will not be resumed,"
                                + " so that consumers go on at once. What they hold is never read, also"
                                + " what a checkpoint holds for committed: resume a run instead where"
                                + " that can be done. A run that is still there fails.");
    }

    @Override
    public Integer call() throws Exception {
        ParseResult parsed = requireNonNull(spec.commandLine()).getParseResult();
        Arguments arguments = new Arguments(parsed);
        String run;
        try {
            run = aborts ? arguments.positional("a RUN", "live-20250601-120000") : "";
        } catch (UsageException e) {
            context.terminal().say("candlemill: " + e.getMessage());
            return ExitCodes.USAGE;
        }
        Optional<Topics> named = topics(parsed);
        if (named.isPresent()) {
            return work(named.get(), arguments, run);
        }
        try (EmbeddedServers servers = new EmbeddedServers(context)) {
            String bootstrap = servers.kafka().bootstrap();
            return work(
                    new Topics(bootstrap, KafkaSettings.DEFAULT_PREFIX, Map.of()), arguments, run);
        }
    }

    private Optional<Topics> topics(ParseResult parsed) throws ConfigException {
        return ConnectionArguments.kafka(parsed, context.surroundings(context.clock(), Map.of()));
    }

    private int work(Topics topics, Arguments arguments, String run) throws IOException {
        KafkaSettings settings =
                KafkaSettings.of(topics.bootstrap(), "tx", 0)
                        .withPrefix(topics.prefix())
                        .withClientProperties(topics.properties());
        try (OpenTransactions transactions = new OpenTransactions(settings)) {
            if (aborts) {
                return abort(transactions, run, arguments.has(FORCE));
            }
            List<OpenTransaction> open = transactions.list();
            if (arguments.wantsJson()) {
                printJson(open);
            } else {
                print(open);
            }
            context.terminal().out().flush();
            return ExitCodes.OK;
        }
    }

    private int abort(OpenTransactions transactions, String run, boolean isForced)
            throws IOException {
        List<OpenTransaction> ofRun =
                transactions.list().stream().filter(open -> open.runId().equals(run)).toList();
        Instant now = context.clock().instant();
        List<OpenTransaction> young =
                ofRun.stream().filter(open -> open.began().plus(LEFT_BEHIND).isAfter(now)).toList();
        if (!young.isEmpty() && !isForced) {
            context.terminal()
                    .say(
                            "candlemill: %d of the %d open transactions of %s began less than 5 minutes ago, so it may still run: nothing was aborted"
                                    .formatted(young.size(), ofRun.size(), run));
            context.terminal().say("if it does not, and will not be resumed: " + FORCE);
            return ExitCodes.FAILURE;
        }
        transactions.abort(ofRun);
        ofRun.forEach(open -> context.terminal().out().println("aborted " + open.id()));
        context.terminal()
                .out()
                .println(
                        ofRun.isEmpty()
                                ? "no open transaction of " + run
                                : "(" + ofRun.size() + " aborted)");
        context.terminal().out().flush();
        return ExitCodes.OK;
    }

    private void print(List<OpenTransaction> open) {
        TextTable table =
                new TextTable("run", "topic", "began", "the broker aborts it", "transactional id");
        open.forEach(
                one ->
                        table.row(
                                one.runId(),
                                one.topic(),
                                one.began().toString(),
                                one.ends().toString(),
                                one.id()));
        table.print(context.terminal().out());
        context.terminal()
                .out()
                .println("(" + open.size() + (open.size() == 1 ? " is open)" : " are open)"));
    }

    private void printJson(List<OpenTransaction> open) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(context.terminal().out());
        json.writeStartArray();
        for (OpenTransaction one : open) {
            json.writeStartObject();
            json.writeStringField("run", one.runId());
            json.writeStringField("topic", one.topic());
            json.writeNumberField("partitions", one.partitions());
            json.writeStringField("began", one.began().toString());
            json.writeStringField("ends", one.ends().toString());
            json.writeStringField("transactional_id", one.id());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.flush();
        context.terminal().out().println();
    }
}
