package dev.candlemill.api.operations;

import dev.candlemill.api.Database;
import dev.candlemill.api.Routes;
import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.http.ProblemException.Kind;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.operations.HealthRoutes.LiveState;
import dev.candlemill.api.security.Role;
import dev.candlemill.postgres.PostgresSchema;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What machines ask: {@code /healthz}, whether the server runs, {@code /readyz}, whether it can
 * answer, and {@code /metrics} for Prometheus.
 */
public final class ProbeRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ProbeRoutes.class);
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final Map<String, String> OK = Map.of("status", "ok");
    private static final double MILLIS = 1e3;

    private final Database database;
    private final RequestCounts requests;
    private final Instant startedAt;
    private final Supplier<LiveState> live;

    public ProbeRoutes(
            Database database,
            RequestCounts requests,
            Instant startedAt,
            Supplier<LiveState> live) {
        this.database = database;
        this.requests = requests;
        this.startedAt = startedAt;
        this.live = live;
    }

    public void addTo(Routes routes) {
        routes.open("GET", "/healthz", context -> Replies.json(context, OK));
        routes.open("GET", "/readyz", this::ready);
        routes.add("GET", "/metrics", Role.VIEWER, this::metrics);
    }

    private void ready(Context context) {
        int version = schemaVersion();
        if (version != PostgresSchema.VERSION) {
            throw new ProblemException(
                    Kind.UNAVAILABLE,
                    "expected schema version "
                            + PostgresSchema.VERSION
                            + ", found "
                            + version
                            + ": run ./candlemill migrate of this version");
        }
        Replies.json(context, OK);
    }

    /** Who probes every second needs no stack trace each time. */
    private int schemaVersion() {
        try {
            return HealthRoutes.schemaVersion(database);
        } catch (RuntimeException e) {
            LOG.warn("not ready: {}", e.getMessage());
            throw new ProblemException(
                    Kind.UNAVAILABLE, "Postgres does not answer: see the server's log");
        }
    }

    private void metrics(Context context) {
        new Query(context).check();
        StringBuilder text = new StringBuilder();
        LiveState state = live.get();
        requests.write(text);
        gauge(
                text,
                "candlemill_api_start_time_seconds",
                "When the server started, in epoch seconds.",
                startedAt.toEpochMilli() / MILLIS);
        gauge(
                text,
                "candlemill_api_websocket_clients",
                "Who is connected to the WebSocket.",
                state.clients());
        gauge(
                text,
                "candlemill_api_websocket_channels",
                "Channels that somebody listens to, or did lately.",
                state.channels());
        if (!state.state().equals("off")) {
            gauge(
                    text,
                    "candlemill_api_kafka_up",
                    "1 while the topics are read, else 0.",
                    state.state().equals("ok") ? 1 : 0);
        }
        Instant last = state.lastRecordAt();
        if (last != null) {
            gauge(
                    text,
                    "candlemill_api_kafka_last_record_time_seconds",
                    "When the last record came, in epoch seconds.",
                    last.toEpochMilli() / MILLIS);
        }
        context.contentType(METRICS_TYPE).result(text.toString());
    }

    private static void gauge(StringBuilder text, String name, String help, double value) {
        text.append("# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n");
        text.append(name + " " + value + "\n");
    }
}
