package dev.candlemill.cli;

import static java.util.Objects.requireNonNull;

import dev.candlemill.jobs.Backfill;
import dev.candlemill.jobs.BackfillProgress;
import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.BackfillFlags;
import dev.candlemill.jobs.config.ConfigException;
import dev.candlemill.jobs.config.SettingsText;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Bars of a range in, candles out: the job on a Flink of this process. */
final class BackfillCommand implements Callable<Integer> {

    /** Stands for servers that are not started yet, while the other settings are checked. */
    static final Map<String, String> NOT_STARTED =
            Map.of(
                    EmbeddedServers.POSTGRES_URL, "jdbc:postgresql://127.0.0.1/candlemill",
                    EmbeddedServers.KAFKA_BOOTSTRAP, "127.0.0.1:0");

    static final String NOTHING_MISSING = "everything that the job needs is there";

    private final Context context;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private BackfillCommand(Context context) {
        this.context = context;
    }

    static CommandLine in(Context context) {
        BackfillCommand command = new BackfillCommand(context);
        command.describe();
        return BackfillFlags.lenient(new CommandLine(command.spec));
    }

    @Override
    public Integer call() throws Exception {
        ParseResult parsed = requireNonNull(spec.commandLine()).getParseResult();
        Clock now = Clock.fixed(context.clock().instant(), ZoneOffset.UTC);
        BackfillArguments checked = read(parsed, now, NOT_STARTED);
        if (checked.printsConfig()) {
            context.terminal().out().print(SettingsText.toPrint(checked.settings()));
            context.terminal().out().flush();
            return ExitCodes.OK;
        }
        try (EmbeddedServers servers = new EmbeddedServers(context)) {
            startWhatIsNeeded(checked, servers);
            BackfillArguments arguments = read(parsed, now, servers.addresses());
            return arguments.validates()
                    ? validate(context, new Backfill(arguments.options(), BackfillProgress.SILENT))
                    : new BackfillExecution(context, arguments).run();
        }
    }

    private static int validate(Context context, Backfill backfill) throws PreflightException {
        backfill.validate();
        context.terminal().say(NOTHING_MISSING);
        return ExitCodes.OK;
    }

    static void startWhatIsNeeded(BackfillArguments arguments, EmbeddedServers servers)
            throws Exception {
        if (arguments.usesFallbackPostgres()) {
            servers.migratedPostgres();
        }
        if (arguments.usesFallbackKafka()) {
            servers.kafka();
        }
    }

    private BackfillArguments read(ParseResult parsed, Clock now, Map<String, String> addresses)
            throws ConfigException {
        return BackfillArguments.of(parsed, context.surroundings(now, addresses));
    }

    private void describe() {
        BackfillFlags.addTo(spec);
        spec.usageMessage()
                .description(
                        "Reads bars of a range, rolls them up into candles and writes what is new or changed.",
                        "Without addresses, Postgres and Kafka are the embedded ones.")
                .footer(
                        "%nExamples:",
                        "  ./candlemill backfill --input bars/ --venue XNYS --sink csv --output out",
                        "  ./candlemill backfill --input AAPL.csv.gz --symbol XNAS:AAPL --venue XNAS --tz America/New_York",
                        "  ./candlemill backfill --source simulated --from 2024-01-01 --to 2025-01-01 --sink postgres,kafka",
                        "  ./candlemill backfill --resume",
                        "%nMore: docs/backfill.md, every setting: docs/config.md");
    }
}
