package dev.candlemill.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.cli.explain.Explanation;
import dev.candlemill.cli.explain.ExplanationText;
import dev.candlemill.cli.explain.NothingStoredException;
import dev.candlemill.jobs.BackfillOptions;
import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.config.BackfillFlags;
import dev.candlemill.jobs.config.ConnectionArguments;
import dev.candlemill.jobs.config.Secret;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.postgres.SetupDraft;
import dev.candlemill.postgres.TradingSetups;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.strategy.Strategies;
import dev.candlemill.strategy.SymbolStrategies;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says of one stored candle where it comes from and what was made of it. */
final class ExplainCommand implements Callable<Integer> {

    private final Context context;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private ExplainCommand(Context context) {
        this.context = context;
    }

    static CommandLine in(Context context) {
        ExplainCommand command = new ExplainCommand(context);
        command.describe();
        return BackfillFlags.lenient(new CommandLine(command.spec));
    }

    /** What is asked for. */
    private record Question(String symbol, Timeframe timeframe, long time, boolean json) {}

    @Override
    public Integer call() throws Exception {
        ParseResult parsed = requireNonNull(spec.commandLine()).getParseResult();
        Question question = question(parsed);
        Optional<PostgresOptions> named =
                ConnectionArguments.postgres(
                        parsed,
                        context.surroundings(context.clock(), Map.of()),
                        EmbeddedServers.READ_ROLE);
        if (named.isPresent()) {
            return answer(question, named.get());
        }
        try (EmbeddedServers servers = new EmbeddedServers(context)) {
            String url = servers.migratedPostgres().url();
            return answer(
                    question, new PostgresOptions(url, EmbeddedServers.READ_ROLE, new Secret("")));
        }
    }

    private int answer(Question question, PostgresOptions database) throws Exception {
        try (Connection connection = open(database)) {
            connection.setReadOnly(true);
            BackfillOptions options =
                    EarlierSettings.options(settings(database), context, List.of());
            Explanation explanation =
                    new Explanation(
                            question.symbol(),
                            question.timeframe(),
                            options.calendar().calendarOf(question.symbol()),
                            further(options, question.symbol(), settings(database)));
            print(explanation.at(question.time(), connection), question.json());
            return ExitCodes.OK;
        } catch (NothingStoredException e) {
            context.terminal().say("candlemill: " + e.getMessage());
            return ExitCodes.FAILURE;
        }
    }

    /** What runs compute beyond the catalogue, and what the symbol's setups ask for. */
    private static Set<String> further(
            BackfillOptions options, String symbol, PostgresSettings settings) throws IOException {
        Strategies known = Strategies.load(ExplainCommand.class.getClassLoader());
        List<TradingSetup> setups =
                new TradingSetups(settings, SetupDraft.Rules.FORM_ONLY)
                        .active().stream().filter(setup -> setup.symbol().equals(symbol)).toList();
        Set<String> further = new TreeSet<>(options.signals().indicators());
        further.addAll(SymbolStrategies.of(setups, known).indicators());
        return further;
    }

    private void print(ObjectNode explanation, boolean asJson) throws IOException {
        if (asJson) {
            context.terminal()
                    .out()
                    .println(
                            new ObjectMapper()
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(explanation));
        } else {
            new ExplanationText(context.terminal().out()).print(explanation);
        }
        context.terminal().out().flush();
    }

    private static Connection open(PostgresOptions database)
            throws IOException, PreflightException {
        try {
            return settings(database).open();
        } catch (SQLException e) {
            throw new PreflightException(
                    "no connection to " + database.url() + ": " + e.getMessage(), e);
        }
    }

    private static PostgresSettings settings(PostgresOptions database) {
        return PostgresSettings.of(
                        database.url(), database.user(), database.password().toPassword())
                .withApplicationName("candlemill explain");
    }

    private Question question(ParseResult parsed) {
        String symbol = parsed.matchedPositionalValue(0, "");
        String timeframe = parsed.matchedPositionalValue(1, "");
        String time = parsed.matchedPositionalValue(2, "");
        if (time.isBlank()) {
            throw wrong(
                    "expected SYMBOL TIMEFRAME TIME, for example XNAS:AAPL 1h 2025-01-06T14:30Z");
        }
        try {
            return new Question(
                    symbol,
                    Timeframe.parse(timeframe),
                    time(time).toEpochMilli(),
                    parsed.hasMatchedOption("--json"));
        } catch (DateTimeException e) {
            throw wrong(
                    "TIME is '"
                            + time
                            + "': expected 2025-01-06, or 2025-01-06T14:30Z, with an offset");
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Instant time(String text) {
        return text.contains("T")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(requireNonNull(spec.commandLine()), message);
    }

    private void describe() {
        BackfillFlags.addConnectionTo(spec);
        spec.addOption(
                OptionSpec.builder("--json")
                        .type(boolean.class)
                        .description("All of it as JSON, columns by their names in the tables.")
                        .build());
        String[][] positions = {
            {"SYMBOL", "As stored: XNAS:AAPL."},
            {"TIMEFRAME", "5m, 1h, 1d ..."},
            {
                "TIME",
                "Any time inside the candle, with an offset: 2025-01-06T14:30Z; a day is UTC's."
            }
        };
        for (int i = 0; i < positions.length; i++) {
            spec.addPositional(
                    PositionalParamSpec.builder()
                            .index(Integer.toString(i))
                            .arity("1")
                            .type(String.class)
                            .paramLabel(positions[i][0])
                            .description(positions[i][1])
                            .build());
        }
        spec.usageMessage()
                .description(
                        "Explains one stored candle: its bucket by the calendar, what it was made of, its"
                                + " indicators, earlier revisions, signals, and bars of its time that were"
                                + " rejected or late.")
                .footer(
                        "%nExample:",
                        "  ./candlemill explain XNAS:AAPL 1h 2025-01-06T14:30Z",
                        "%nMore: docs/backfill.md");
    }
}
