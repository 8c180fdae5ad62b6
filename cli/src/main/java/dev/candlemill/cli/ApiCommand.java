package dev.candlemill.cli;

import static java.util.Objects.requireNonNull;

import dev.candlemill.api.ApiServer;
import dev.candlemill.api.ApiSettings;
import dev.candlemill.api.live.FeedSettings;
import dev.candlemill.api.security.Role;
import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.config.BackfillFlags;
import dev.candlemill.jobs.config.ConnectionArguments;
import dev.candlemill.jobs.config.ConnectionArguments.Topics;
import dev.candlemill.jobs.config.Secret;
import dev.candlemill.jobs.config.Surroundings;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.postgres.PostgresPreflightException;
import dev.candlemill.postgres.PostgresSchema;
import dev.candlemill.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Serves what the jobs write, until Ctrl-C. */
final class ApiCommand implements Callable<Integer> {

    private static final String PORT = "--port";
    private static final String HOST = "--host";
    private static final String PUBLIC_ORIGIN = "--public-origin";
    private static final String TOKEN_FILE = "--token-file";
    private static final String DEFAULT_VENUE = "--default-venue";
    private static final String TIME_BY = "--time-by";

    private final Context context;
    private final CountDownLatch stopWish;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private ApiCommand(Context context, CountDownLatch stopWish) {
        this.context = context;
        this.stopWish = stopWish;
    }

    static CommandLine in(Context context) {
        return in(context, new CountDownLatch(1));
    }

    /**
     * @param stopWish reaches zero when the server is to stop
     */
    static CommandLine in(Context context, CountDownLatch stopWish) {
        ApiCommand command = new ApiCommand(context, stopWish);
        command.describe();
        return BackfillFlags.lenient(new CommandLine(command.spec));
    }

    @Override
    public Integer call() throws Exception {
        ParseResult parsed = requireNonNull(spec.commandLine()).getParseResult();
        Surroundings surroundings = context.surroundings(context.clock(), Map.of());
        Optional<PostgresOptions> postgres =
                ConnectionArguments.postgres(parsed, surroundings, EmbeddedServers.API_ROLE);
        Optional<FeedSettings> topics =
                ConnectionArguments.kafka(parsed, surroundings).map(ApiCommand::feed);
        Arguments arguments = new Arguments(parsed);
        ApiSettings checked;
        try {
            checked = settings(arguments, postgres.map(ApiCommand::settings), topics);
        } catch (IllegalArgumentException e) {
            context.terminal().say("candlemill: " + e.getMessage());
            context.terminal().say("see candlemill api --help");
            return ExitCodes.USAGE;
        }
        if (postgres.isPresent()) {
            return serve(checked);
        }
        try (EmbeddedServers servers = new EmbeddedServers(context)) {
            String url = servers.migratedPostgres().url();
            FeedSettings feed =
                    topics.isPresent()
                            ? topics.get()
                            : new FeedSettings(
                                    servers.kafka().bootstrap(),
                                    KafkaSettings.DEFAULT_PREFIX,
                                    Map.of());
            return serve(settings(arguments, Optional.of(embedded(url)), Optional.of(feed)));
        }
    }

    /** The embedded Postgres as the role of the API. */
    static PostgresSettings embedded(String url) {
        return settings(new PostgresOptions(url, EmbeddedServers.API_ROLE, new Secret("")));
    }

    private static PostgresSettings settings(PostgresOptions options) {
        return PostgresSettings.of(options.url(), options.user(), options.password().toPassword())
                .withApplicationName("candlemill api");
    }

    private static FeedSettings feed(Topics topics) {
        return new FeedSettings(topics.bootstrap(), topics.prefix(), topics.properties());
    }

    /** With an address that stands in for the embedded server's, as long as that does not run. */
    private ApiSettings settings(
            Arguments arguments, Optional<PostgresSettings> postgres, Optional<FeedSettings> feed) {
        double port = arguments.number(PORT, ApiSettings.DEFAULT_PORT);
        if (port != Math.rint(port)) {
            throw new UsageException(PORT + ": expected a whole number");
        }
        String time = arguments.text(TIME_BY).orElse("clock");
        if (!List.of("clock", "data").contains(time)) {
            throw new UsageException(TIME_BY + ": found \"" + time + "\", expected clock or data");
        }
        return new ApiSettings(
                arguments.text(HOST).orElse(ApiSettings.LOOPBACK),
                (int) port,
                arguments.text(PUBLIC_ORIGIN).map(List::of).orElse(List.of()),
                arguments.text(TOKEN_FILE).map(Path::of).orElse(context.project().apiTokens()),
                postgres.orElseGet(() -> embedded("jdbc:postgresql://127.0.0.1/candlemill")),
                feed,
                arguments.text(DEFAULT_VENUE),
                time.equals("data"));
    }

    private int serve(ApiSettings settings) throws Exception {
        try {
            new PostgresSchema(settings.postgres()).checkVersion();
        } catch (PostgresPreflightException e) {
            throw new PreflightException(String.valueOf(e.getMessage()), e);
        }
        Terminal terminal = context.terminal();
        try (ApiServer server = ApiServer.start(settings, context.clock())) {
            Interrupts.first(stopWish::countDown);
            terminal.say("serving; tokens are in " + settings.tokenFile() + "; Ctrl-C stops");
            terminal.say(
                    terminal.isInteractive()
                            ? server.address(Role.ADMIN)
                            : "http://127.0.0.1:" + server.port() + "/");
            stopWish.await();
        }
        return ExitCodes.OK;
    }

    private void describe() {
        BackfillFlags.addServersTo(spec);
        add(PORT, "PORT", "Where to listen; 0 for any that is free. Default: 8080.");
        add(HOST, "ADDRESS", "On which address. Default: 127.0.0.1, this machine only.");
        add(
                PUBLIC_ORIGIN,
                "ORIGIN",
                "Under which a proxy with TLS serves us: https://charts.example.org.");
        add(TOKEN_FILE, "FILE", "Made at the first start. Default: .candlemill/api-tokens.");
        add(
                DEFAULT_VENUE,
                "VENUE",
                "Calendar of symbols without a venue. Not set: they have none, and no gaps.");
        add(
                TIME_BY,
                "clock|data",
                "What freshness is judged by: the clock, or the newest candle, for a simulated"
                        + " market. Default: clock.");
        spec.usageMessage()
                .description(
                        "Serves candles, indicators, signals and setups over HTTP and a WebSocket, and the"
                                + " page, until Ctrl-C. Without an address: those of the embedded Postgres and"
                                + " Kafka. With one of Postgres alone, nothing is live.")
                .footer(
                        "%nExamples:",
                        "  ./candlemill api",
                        "  ./candlemill api --postgres-url jdbc:postgresql://db/candlemill"
                                + " --kafka-bootstrap kafka:9092 --public-origin https://charts.example.org",
                        "%nMore: docs/api.md, docs/remote.md");
    }

    private void add(String flag, String label, String description) {
        spec.addOption(
                OptionSpec.builder(flag)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .paramLabel(label)
                        .description(description)
                        .build());
    }
}
