package dev.candlemill.cli;

import static java.util.Objects.requireNonNull;

import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.BackfillFlags;
import dev.candlemill.jobs.config.ConfigException;
import dev.candlemill.jobs.config.SettingsText;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Indicators and signals again, from the stored candles: a backfill without bars of its own. */
final class RecomputeCommand implements Callable<Integer> {

    private static final String NAME = "recompute";
    private static final String ALL = "--all";
    private static final String SYMBOL = "--symbol";
    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Context context;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private RecomputeCommand(Context context) {
        this.context = context;
    }

    static CommandLine in(Context context) {
        RecomputeCommand command = new RecomputeCommand(context);
        command.describe();
        return BackfillFlags.lenient(new CommandLine(command.spec));
    }

    @Override
    public Integer call() throws Exception {
        Clock now = Clock.fixed(context.clock().instant(), ZoneOffset.UTC);
        String[] arguments = asBackfill(now);
        BackfillArguments checked = read(arguments, now, BackfillCommand.NOT_STARTED);
        try (EmbeddedServers servers = new EmbeddedServers(context)) {
            BackfillCommand.startWhatIsNeeded(checked, servers);
            Map<String, String> fallbacks = new HashMap<>(servers.addresses());
            fallbacks.putAll(earlier(read(arguments, now, fallbacks)));
            BackfillArguments complete = read(arguments, now, fallbacks);
            if (complete.printsConfig()) {
                context.terminal().out().print(SettingsText.toPrint(complete.settings()));
                context.terminal().out().flush();
                return ExitCodes.OK;
            }
            return new BackfillExecution(context, complete).run();
        }
    }

    private static Map<String, String> earlier(BackfillArguments arguments) throws Exception {
        PostgresOptions postgres = arguments.options().sinks().postgres().orElseThrow();
        try {
            return EarlierSettings.of(postgres);
        } catch (IOException unreachable) {
            return Map.of(); // the run says so itself
        }
    }

    /** The arguments of the backfill that this is. */
    private String[] asBackfill(Clock now) {
        CommandLine commandLine = requireNonNull(spec.commandLine());
        List<String> given = commandLine.getParseResult().originalArgs();
        List<String> own = given.subList(given.indexOf(NAME) + 1, given.size());
        List<String> arguments = new ArrayList<>();
        for (String argument : own) {
            if (argument.equals(SYMBOL) || argument.startsWith(SYMBOL + "=")) {
                arguments.add("--symbols" + argument.substring(SYMBOL.length()));
            } else if (!argument.equals(ALL)) {
                arguments.add(argument);
            }
        }
        boolean isResume = names(own, "--resume");
        if (!isResume) {
            checkSymbols(commandLine, own.contains(ALL), names(arguments, "--symbols"));
            arguments.add("--source=stored");
            if (!names(own, "--job-id")) {
                arguments.add("--job-id=" + NAME + "-" + ID_TIME.format(now.instant()));
            }
        }
        return arguments.toArray(new String[0]);
    }

    private static void checkSymbols(CommandLine commandLine, boolean all, boolean some) {
        if (all == some) {
            throw new ParameterException(
                    commandLine,
                    all
                            ? "expected --symbol or --all, found both"
                            : "expected --symbol S[,S2...] or --all, found neither");
        }
    }

    private static boolean names(List<String> arguments, String flag) {
        return arguments.stream().anyMatch(a -> a.equals(flag) || a.startsWith(flag + "="));
    }

    private BackfillArguments read(String[] arguments, Clock now, Map<String, String> fallbacks)
            throws ConfigException {
        return BackfillArguments.parse(arguments, context.surroundings(now, fallbacks));
    }

    private void describe() {
        BackfillFlags.addTo(spec);
        spec.addOption(
                OptionSpec.builder(ALL)
                        .type(boolean.class)
                        .description("All symbols that are stored, instead of --symbol S[,S2...].")
                        .build());
        spec.usageMessage()
                .description(
                        "Computes indicators and signals again from the stored 5m candles, for example"
                                + " after older history was loaded, and writes what differs: candles with a"
                                + " higher indicator_revision, signals that are new, revised or retracted.",
                        "Starts from the newest stored fold at or before --from; without --from, from the"
                                + " first stored candle. What is not said is as in the newest run, finished or live.")
                .footer(
                        "%nExamples:",
                        "  ./candlemill recompute --symbol XNAS:AAPL,XNAS:MSFT --from 2025-07-01",
                        "  ./candlemill recompute --all",
                        "%nMore: docs/backfill.md");
    }
}
