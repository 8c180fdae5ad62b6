package dev.candlemill.cli;

import static java.util.Objects.requireNonNull;

import dev.candlemill.jobs.BackfillProgress;
import dev.candlemill.jobs.Live;
import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.config.BackfillFlags;
import dev.candlemill.jobs.config.LiveArguments;
import dev.candlemill.jobs.config.SettingsText;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Bars as they come, candles and signals out: the live job on a Flink of this process. */
final class LiveCommand implements Callable<Integer> {

    private final Context context;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private LiveCommand(Context context) {
        this.context = context;
    }

    static CommandLine in(Context context) {
        LiveCommand command = new LiveCommand(context);
        command.describe();
        return BackfillFlags.lenient(new CommandLine(command.spec));
    }

    @Override
    public Integer call() throws Exception {
        ParseResult parsed = requireNonNull(spec.commandLine()).getParseResult();
        LiveArguments checked =
                LiveArguments.of(
                        parsed, context.surroundings(context.clock(), BackfillCommand.NOT_STARTED));
        if (checked.printsConfig()) {
            context.terminal().out().print(SettingsText.toPrint(checked.settings()));
            context.terminal().out().flush();
            return ExitCodes.OK;
        }
        try (EmbeddedServers servers = new EmbeddedServers(context)) {
            if (checked.usesFallbackPostgres()) {
                servers.migratedPostgres();
            }
            if (checked.usesFallbackKafka()) {
                servers.kafka();
            }
            LiveArguments arguments =
                    LiveArguments.of(
                            parsed, context.surroundings(context.clock(), servers.addresses()));
            return arguments.validates()
                    ? validate(arguments)
                    : new LiveExecution(context, arguments).run();
        }
    }

    private int validate(LiveArguments arguments) throws PreflightException {
        try (Live live = new Live(arguments.options(), BackfillProgress.SILENT)) {
            live.validate();
        }
        context.terminal().say(BackfillCommand.NOTHING_MISSING);
        return ExitCodes.OK;
    }

    private void describe() {
        BackfillFlags.addLiveTo(spec);
        spec.usageMessage()
                .description(
                        "Follows a market: bars as they come, candles of all timeframes and signals out, until"
                                + " Ctrl-C.",
                        "Continues what backfills stored, without a gap. One live job per database; without"
                                + " addresses, Postgres and Kafka are the embedded ones.")
                .footer(
                        "%nExamples:",
                        "  ./candlemill live --symbols XNAS:AAPL,CRYPTO:BTCUSD --since 2025-07-01",
                        "  ./candlemill live --speed 60 --market-time 2026-01-02T14:30:00Z --sink postgres,kafka",
                        "  ./candlemill live --source kafka --from-offset earliest --sink postgres,kafka",
                        "  ./candlemill live --symbols XNAS:AAPL --topic-symbols CRYPTO:BTCUSD",
                        "  ./candlemill live --resume",
                        "%nMore: docs/live.md, every setting: docs/config.md");
    }
}
