package dev.candlemill.api;

import static java.util.Objects.requireNonNull;

import dev.candlemill.api.candle.CandleRoutes;
import dev.candlemill.api.http.Problems;
import dev.candlemill.api.http.RawErrors;
import dev.candlemill.api.live.LiveSocket;
import dev.candlemill.api.market.Market;
import dev.candlemill.api.operations.BackfillRoutes;
import dev.candlemill.api.operations.HealthRoutes;
import dev.candlemill.api.operations.ProbeRoutes;
import dev.candlemill.api.operations.RequestCounts;
import dev.candlemill.api.operations.StatsRoutes;
import dev.candlemill.api.page.PageRoutes;
import dev.candlemill.api.security.Gatekeeper;
import dev.candlemill.api.security.LoginRoutes;
import dev.candlemill.api.security.Names;
import dev.candlemill.api.security.Role;
import dev.candlemill.api.security.Tokens;
import dev.candlemill.api.setup.CalculateRoutes;
import dev.candlemill.api.setup.CatalogueRoutes;
import dev.candlemill.api.setup.SetupRoutes;
import dev.candlemill.api.signal.ScreenerRoutes;
import dev.candlemill.api.signal.SignalRoutes;
import dev.candlemill.api.symbol.AdminRoutes;
import dev.candlemill.api.symbol.FavoriteRoutes;
import dev.candlemill.api.symbol.SymbolRoutes;
import dev.candlemill.api.udf.UdfRoutes;
import dev.candlemill.strategy.Strategies;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.zip.Deflater;
import org.eclipse.jetty.http.UriCompliance;

/** The server: started by its constructor's caller with {@link #start}, stopped by closing it. */
public final class ApiServer implements AutoCloseable {

    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final Tokens tokens;
    private final Database database;
    private final Instant startedAt;
    private final LiveSocket live;
    private final StrategyTiming timing;
    private final Javalin javalin;
    private List<Routes.Route> routes = List.of();
    private volatile Names names;

    private ApiServer(ApiSettings settings, StrategyTiming timing, Clock clock) throws IOException {
        this.tokens = Tokens.in(settings.tokenFile());
        this.names = new Names(settings.port(), settings.publicOrigins());
        this.startedAt = clock.instant();
        this.database = new Database(settings.postgres());
        Gatekeeper gatekeeper = new Gatekeeper(() -> names, tokens, clock);
        this.live = new LiveSocket(gatekeeper, database, settings.feed(), clock);
        Market market = new Market(database, clock, settings.calendar(), settings.followsData());
        this.timing = timing;
        this.javalin = Javalin.create(config -> configure(config, gatekeeper, market));
    }

    /** Listens, and calculates strategies as a job does that was told nothing. */
    public static ApiServer start(ApiSettings settings, Clock clock) throws IOException {
        return start(settings, StrategyTiming.standard(), clock);
    }

    /**
     * Listens.
     *
     * @param timing of strategies that are calculated
     * @throws IOException when the port is taken or the token file cannot be used
     */
    public static ApiServer start(ApiSettings settings, StrategyTiming timing, Clock clock)
            throws IOException {
        ApiServer server = new ApiServer(settings, timing, clock);
        try {
            server.javalin.start(settings.host(), settings.port());
        } catch (RuntimeException e) {
            server.close();
            throw new IOException(
                    "cannot listen on "
                            + settings.host()
                            + ":"
                            + settings.port()
                            + ": "
                            + e.getMessage(),
                    e);
        }
        server.names = new Names(server.port(), settings.publicOrigins());
        server.live.start();
        return server;
    }

    public int port() {
        return javalin.port();
    }

    /** Where a person who has that role opens the page; a secret. */
    public String address(Role role) {
        return "http://127.0.0.1:" + port() + "/#token=" + tokens.text(role);
    }

    /** For tests of the contract. */
    List<Routes.Route> routes() {
        return routes;
    }

    LiveSocket live() {
        return live;
    }

    Tokens tokens() {
        return tokens;
    }

    private void configure(JavalinConfig config, Gatekeeper gatekeeper, Market market) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = MAX_BODY_BYTES;
        config.http.compressionStrategy =
                new CompressionStrategy(null, new Gzip(Deflater.BEST_SPEED));
        // symbols such as BTC/USD come as %2F in a path
        config.jetty.modifyHttpConfiguration(
                http -> {
                    http.setUriCompliance(
                            UriCompliance.DEFAULT.with(
                                    "slashes", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
                    http.setSendServerVersion(false);
                });
        config.jetty.modifyServer(server -> server.setErrorHandler(new RawErrors()));
        config.jetty.modifyServletContextHandler(
                context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
        Problems.register(config.routes);
        RequestCounts requests = new RequestCounts();
        config.routes.before(requests::begin);
        config.routes.after(requests::end);
        config.routes.before(gatekeeper::admit);
        config.routes.before("/api/*", context -> requireSomebody(gatekeeper, context));
        config.routes.before("/udf/*", context -> requireSomebody(gatekeeper, context));
        Routes all = new Routes(config.routes, gatekeeper);
        new ProbeRoutes(database, requests, startedAt, live::state).addTo(all);
        new LoginRoutes(gatekeeper).addTo(all);
        addResources(all, market);
        new PageRoutes().addTo(all);
        live.addTo(config);
        routes = all.all();
    }

    /** Also for routes that do not exist: who has no token does not learn which do. */
    private static void requireSomebody(Gatekeeper gatekeeper, io.javalin.http.Context context) {
        if (!context.path().equals("/api/v1/login")) {
            gatekeeper.requireKnown(context);
        }
    }

    private void addResources(Routes all, Market market) {
        Strategies strategies = Strategies.load(ApiServer.class.getClassLoader());
        new CandleRoutes(database, market).addTo(all);
        new SymbolRoutes(database, market).addTo(all);
        new AdminRoutes(database).addTo(all);
        new FavoriteRoutes(database, market).addTo(all);
        new SetupRoutes(database, strategies).addTo(all);
        new CatalogueRoutes(strategies).addTo(all);
        new CalculateRoutes(database, strategies, timing).addTo(all);
        new SignalRoutes(database, strategies).addTo(all);
        new ScreenerRoutes(database).addTo(all);
        new BackfillRoutes(database).addTo(all);
        new StatsRoutes(database, market).addTo(all);
        new HealthRoutes(database, version(), startedAt, live::state).addTo(all);
        new UdfRoutes(database, market).addTo(all);
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in =
                requireNonNull(ApiServer.class.getResourceAsStream("version.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("candlemill");
    }

    @Override
    public void close() {
        live.close();
        javalin.stop();
        database.close();
    }
}
