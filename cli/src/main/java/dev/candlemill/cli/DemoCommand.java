package dev.candlemill.cli;

import dev.candlemill.api.ApiServer;
import dev.candlemill.api.ApiSettings;
import dev.candlemill.api.StrategyTiming;
import dev.candlemill.api.live.FeedSettings;
import dev.candlemill.api.security.Role;
import dev.candlemill.cli.embedded.EmbeddedKafkaBroker;
import dev.candlemill.cli.embedded.EmbeddedPostgresServer;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.SourceOptions.SimulatedOptions;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.ConfigException;
import dev.candlemill.jobs.config.LiveArguments;
import dev.candlemill.jobs.config.Secret;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.postgres.PostgresSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything on this machine, with a simulated market. */
@Command(
        name = "demo",
        description = {
            "Starts the embedded Postgres and Kafka, backfills three simulated years of 20 US stocks"
                    + " and 5 crypto pairs at all timeframes, with indicators, and with the signals"
                    + " of all strategies on some of them, and says how to query them. Kafka gets the"
                    + " candles from 1h on.",
            "Without --once, the market then goes live, faster than real time, and signals are printed"
                    + " as they come, until Ctrl-C. The page to watch all this on is served from the"
                    + " start; its address is printed then, and again at the end.",
            "Run it again: the backfill adds and changes nothing, and the market goes on where it was"
                    + " left."
        })
final class DemoCommand implements Callable<Integer> {

    /**
     * Ten minutes before New York opens for the first time after the backfilled years, which end on
     * a holiday. The market never goes back: later it goes on where it was left.
     */
    private static final String FIRST_OPEN = "2026-01-02T14:20:00Z";

    private final Context context;

    @Option(names = "--once", description = "Stop the servers and exit after the backfill.")
    private boolean once;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description =
                    "The backfill's first day; its last is 2025-12-31. Default: 2023-01-01, a later one is"
                            + " quicker.")
    private String from = "2023-01-01";

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "60",
            description = "Seconds in the live market per second. Default: 60.")
    private double speed;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Where the page is served, on this machine only. Default: 8080.")
    private int port;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this page and stop.")
    private boolean helpRequested;

    DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        try (EmbeddedServers servers = new EmbeddedServers(context)) {
            EmbeddedPostgresServer postgres = servers.migratedPostgres();
            EmbeddedKafkaBroker kafka = servers.kafka();
            BackfillArguments market = market(postgres, kafka);
            addSetups(postgres, market);
            addListings(postgres, market);
            if (once) {
                return backfill(postgres, kafka, market);
            }
            try (ApiServer server = serve(postgres, kafka)) {
                context.terminal().say("the page, which fills now: " + server.address(Role.ADMIN));
                int code = backfill(postgres, kafka, market);
                if (code != ExitCodes.OK) {
                    return code;
                }
                context.terminal().say("the page: " + server.address(Role.ADMIN));
                return follow(postgres, kafka);
            }
        }
    }

    private int backfill(
            EmbeddedPostgresServer postgres, EmbeddedKafkaBroker kafka, BackfillArguments market)
            throws Exception {
        int code = new BackfillExecution(context, market).run();
        printSignals(postgres);
        context.terminal().out().println(QueryHints.text(postgres, kafka, !once));
        context.terminal().out().flush();
        return code;
    }

    /** On the usual port, or another one where somebody has that. */
    private ApiServer serve(EmbeddedPostgresServer postgres, EmbeddedKafkaBroker kafka)
            throws IOException {
        ApiSettings settings =
                ApiSettings.of(ApiCommand.embedded(postgres.url()), context.project().apiTokens())
                        .withPort(port)
                        .withFeed(
                                new FeedSettings(
                                        kafka.bootstrap(), KafkaSettings.DEFAULT_PREFIX, Map.of()))
                        .followingData();
        StrategyTiming timing = ApiCommand.timing(settings);
        try {
            return ApiServer.start(settings, timing, context.clock());
        } catch (IOException e) {
            context.terminal().say(e.getMessage() + "; takes another port");
            return ApiServer.start(settings.withPort(0), timing, context.clock());
        }
    }

    private int follow(EmbeddedPostgresServer postgres, EmbeddedKafkaBroker kafka)
            throws Exception {
        List<String> flags = new ArrayList<>(places(postgres, kafka));
        flags.addAll(List.of("--speed", Double.toString(speed), "--market-time", FIRST_OPEN));
        LiveArguments arguments =
                LiveArguments.parse(
                        flags.toArray(new String[0]),
                        context.surroundings(context.clock(), Map.of()));
        return new LiveExecution(context, arguments).run();
    }

    /** Whole past years, so that a second run has the same range. */
    private BackfillArguments market(EmbeddedPostgresServer postgres, EmbeddedKafkaBroker kafka)
            throws ConfigException {
        List<String> flags = new ArrayList<>(places(postgres, kafka));
        flags.addAll(List.of("--kafka-timeframes", "1h,2h,3h,4h,6h,8h,12h,1d,1w,1M"));
        flags.addAll(List.of("--from", from, "--to", "2026-01-01"));
        return BackfillArguments.parse(
                flags.toArray(new String[0]), context.surroundings(context.clock(), Map.of()));
    }

    private static List<String> places(EmbeddedPostgresServer postgres, EmbeddedKafkaBroker kafka) {
        return List.of(
                "--source",
                "simulated",
                "--sink",
                "postgres,kafka",
                "--postgres-url",
                postgres.url(),
                "--postgres-user",
                EmbeddedServers.JOB_ROLE,
                "--kafka-bootstrap",
                kafka.bootstrap());
    }

    private static void addSetups(EmbeddedPostgresServer postgres, BackfillArguments market)
            throws IOException {
        PostgresSettings settings =
                PostgresSettings.of(
                                postgres.url(),
                                EmbeddedServers.JOB_ROLE,
                                new Secret("").toPassword())
                        .withApplicationName("candlemill demo");
        SimulatedOptions source = (SimulatedOptions) market.options().source();
        DemoSetups.add(settings, source.seed());
    }

    private static void addListings(EmbeddedPostgresServer postgres, BackfillArguments market)
            throws IOException {
        SimulatedOptions source = (SimulatedOptions) market.options().source();
        DemoListings.add(ApiCommand.embedded(postgres.url()), source.seed());
    }

    private void printSignals(EmbeddedPostgresServer postgres) throws SQLException, IOException {
        SignalSummary.print(
                new PostgresOptions(postgres.url(), EmbeddedServers.READ_ROLE, new Secret("")),
                context.terminal().out());
    }
}
