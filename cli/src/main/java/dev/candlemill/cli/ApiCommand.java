package dev.candlemill.cli;

import static java.util.Objects.requireNonNull;

import dev.candlemill.api.ApiServer;
import dev.candlemill.api.ApiSettings;
import dev.candlemill.api.StrategyTiming;
import dev.candlemill.api.live.FeedSettings;
import dev.candlemill.api.security.Role;
import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.config.ApiArguments;
import dev.candlemill.jobs.config.BackfillFlags;
import dev.candlemill.jobs.config.ConfigException;
import dev.candlemill.jobs.config.ConnectionArguments.Topics;
import dev.candlemill.jobs.config.Secret;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.postgres.PostgresPreflightException;
import dev.candlemill.postgres.PostgresSchema;
import dev.candlemill.postgres.PostgresSettings;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Serves what the jobs write, until Ctrl-C. */
final class ApiCommand implements Callable<Integer> {

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
        ApiArguments arguments =
                ApiArguments.of(
                        parsed,
                        context.surroundings(
                                context.clock(),
                                Map.of("api.token-file", context.project().apiTokens().toString())),
                        EmbeddedServers.API_ROLE);
        if (arguments.printsConfig()) {
            context.terminal().out().print(arguments.text());
            context.terminal().out().flush();
            return ExitCodes.OK;
        }
        Optional<PostgresSettings> postgres = arguments.postgres().map(ApiCommand::settings);
        Optional<FeedSettings> topics = arguments.kafka().map(ApiCommand::feed);
        if (postgres.isPresent()) {
            return serve(settings(arguments, postgres.get(), topics));
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
            return serve(settings(arguments, embedded(url), Optional.of(feed)));
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

    private static ApiSettings settings(
            ApiArguments arguments, PostgresSettings postgres, Optional<FeedSettings> feed) {
        return new ApiSettings(
                arguments.host(),
                arguments.port(),
                arguments.publicOrigins(),
                arguments.tokenFile(),
                postgres,
                feed,
                arguments.calendar(),
                arguments.followsData());
    }

    /** As in the newest run over what is served. */
    static StrategyTiming timing(ApiSettings settings) {
        return () -> {
            try {
                return EarlierSettings.timing(settings.postgres(), Map.of());
            } catch (ConfigException e) {
                throw new IOException("when strategies speak: " + e.getMessage(), e);
            }
        };
    }

    private int serve(ApiSettings settings) throws Exception {
        try {
            new PostgresSchema(settings.postgres()).checkVersion();
        } catch (PostgresPreflightException e) {
            throw new PreflightException(String.valueOf(e.getMessage()), e);
        }
        Terminal terminal = context.terminal();
        try (ApiServer server = ApiServer.start(settings, timing(settings), context.clock())) {
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
        ApiArguments.addTo(spec);
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
                        "%nMore: docs/api.md, docs/remote.md, every setting: docs/config.md");
    }
}
