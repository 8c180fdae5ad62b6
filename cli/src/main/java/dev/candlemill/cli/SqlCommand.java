package dev.candlemill.cli;

import static java.util.Objects.requireNonNull;

import dev.candlemill.cli.QueryResult.Format;
import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.config.BackfillFlags;
import dev.candlemill.jobs.config.ConnectionArguments;
import dev.candlemill.jobs.config.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Asks the database a question; it cannot change anything. */
final class SqlCommand implements Callable<Integer> {

    private static final int FETCH_SIZE = 1_000;

    private final Context context;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private SqlCommand(Context context) {
        this.context = context;
    }

    static CommandLine in(Context context) {
        SqlCommand command = new SqlCommand(context);
        command.describe();
        return BackfillFlags.lenient(new CommandLine(command.spec))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws Exception {
        CommandLine commandLine = requireNonNull(spec.commandLine());
        ParseResult parsed = commandLine.getParseResult();
        if (parsed.matchedPositionalValue(0, "").isBlank()) {
            throw new ParameterException(commandLine, "expected a QUERY, found none");
        }
        Optional<PostgresOptions> named =
                ConnectionArguments.postgres(
                        parsed,
                        context.surroundings(context.clock(), Map.of()),
                        EmbeddedServers.READ_ROLE);
        if (named.isPresent()) {
            return query(named.get(), parsed);
        }
        try (EmbeddedServers servers = new EmbeddedServers(context)) {
            String url = servers.migratedPostgres().url();
            return query(
                    new PostgresOptions(url, EmbeddedServers.READ_ROLE, new Secret("")), parsed);
        }
    }

    private int query(PostgresOptions database, ParseResult parsed) throws Exception {
        String sql = parsed.matchedPositionalValue(0, "");
        Format format = parsed.matchedOptionValue("-o", Format.TABLE);
        try (Connection connection = connect(database)) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCH_SIZE);
                if (!statement.execute()) {
                    context.terminal().say("no rows: this was not a query");
                    return ExitCodes.OK;
                }
                try (ResultSet rows = statement.getResultSet()) {
                    new QueryResult(context.terminal().out()).print(rows, format);
                }
            }
            return ExitCodes.OK;
        } catch (SQLException e) {
            context.terminal().say("candlemill: " + e.getMessage());
            return ExitCodes.FAILURE;
        }
    }

    private static Connection connect(PostgresOptions database) throws PreflightException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password().reveal());
        properties.setProperty("ApplicationName", "candlemill sql");
        try {
            return DriverManager.getConnection(database.url(), properties);
        } catch (SQLException e) {
            throw new PreflightException(
                    "no connection to "
                            + database.url()
                            + " as "
                            + database.user()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private void describe() {
        BackfillFlags.addConnectionTo(spec);
        spec.addOption(
                OptionSpec.builder("-o", "--format")
                        .type(Format.class)
                        .paramLabel("table|csv|json")
                        .description("How to print rows. Default: table.")
                        .build());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .arity("1")
                        .type(String.class)
                        .paramLabel("QUERY")
                        .description("One SQL query.")
                        .build());
        spec.usageMessage()
                .description(
                        "Asks Postgres a question in a read-only transaction, as "
                                + EmbeddedServers.READ_ROLE
                                + ". Without an address: the embedded one.")
                .footer(
                        "%nExample:",
                        "  ./candlemill sql \"SELECT * FROM latest_candles WHERE symbol = 'XNAS:AAPL'\"",
                        "%nMore: sql/cookbook.md");
    }
}
