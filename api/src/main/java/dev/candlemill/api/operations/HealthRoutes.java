package dev.candlemill.api.operations;

import dev.candlemill.api.Columns;
import dev.candlemill.api.Database;
import dev.candlemill.api.Routes;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.security.Role;
import dev.candlemill.postgres.RunLease;
import io.javalin.http.Context;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /health}: the parts of the system and how they are. */
public final class HealthRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);

    private static final String VERSION =
            "SELECT max(version::integer) AS version FROM flyway_schema_history"
                    + " WHERE success AND version ~ '^[0-9]+$'";
    private static final String LEASES =
            "SELECT name, job_id, holder, epoch, acquired_at FROM job_leases WHERE "
                    + RunLease.IS_HELD
                    + " ORDER BY name";
    private static final String REJECTED =
            "SELECT kind, count(*) AS records FROM rejected_rows"
                    + " WHERE created_at > now() - interval '1 day' GROUP BY kind";

    private final Database database;
    private final String version;
    private final Instant startedAt;
    private final Supplier<LiveState> live;

    /**
     * How the WebSocket is.
     *
     * @param state ok, off or down
     */
    public record LiveState(
            String state,
            @Nullable Instant lastRecordAt,
            String message,
            int clients,
            int channels) {}

    public HealthRoutes(
            Database database, String version, Instant startedAt, Supplier<LiveState> live) {
        this.database = database;
        this.version = version;
        this.startedAt = startedAt;
        this.live = live;
    }

    private record DatabaseState(String state, @Nullable Integer schemaVersion, String message) {}

    private record KafkaState(String state, @Nullable Instant lastRecordAt, String message) {}

    private record Job(String name, String jobId, String holder, long epoch, Instant acquiredAt) {

        static Job of(Columns row) throws SQLException {
            return new Job(
                    row.text("name"),
                    row.text("job_id"),
                    row.text("holder"),
                    row.whole("epoch"),
                    row.time("acquired_at"));
        }
    }

    private record Sockets(int clients, int channels) {}

    private record Reply(
            String status,
            String version,
            Instant startedAt,
            DatabaseState database,
            KafkaState kafka,
            List<Job> jobs,
            Map<String, Long> rejectedLastDay,
            Sockets websocket) {}

    public void addTo(Routes routes) {
        routes.add("GET", "/api/v1/health", Role.VIEWER, this::health);
    }

    private void health(Context context) {
        new Query(context).check();
        LiveState state = live.get();
        KafkaState kafka = new KafkaState(state.state, state.lastRecordAt, state.message);
        Sockets sockets = new Sockets(state.clients, state.channels);
        Replies.json(context, withDatabase(kafka, sockets));
    }

    private Reply withDatabase(KafkaState kafka, Sockets sockets) {
        try {
            int schema = schemaVersion(database);
            List<Job> jobs = database.list(LEASES, Map.of(), Job::of);
            Map<String, Long> rejected =
                    database
                            .list(
                                    REJECTED,
                                    Map.of(),
                                    row -> Map.entry(row.text("kind"), row.whole("records")))
                            .stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            return reply(new DatabaseState("ok", schema, ""), kafka, jobs, rejected, sockets);
        } catch (RuntimeException e) {
            LOG.warn("Postgres does not answer", e);
            return reply(
                    new DatabaseState("down", null, "does not answer: see the server's log"),
                    kafka,
                    List.of(),
                    Map.of(),
                    sockets);
        }
    }

    static int schemaVersion(Database database) {
        return database.list(VERSION, Map.of(), row -> row.integer("version")).get(0);
    }

    private Reply reply(
            DatabaseState state,
            KafkaState kafka,
            List<Job> jobs,
            Map<String, Long> rejected,
            Sockets sockets) {
        boolean isWell = state.state.equals("ok") && !kafka.state.equals("down");
        return new Reply(
                isWell ? "ok" : "degraded",
                version,
                startedAt,
                state,
                kafka,
                jobs,
                rejected,
                sockets);
    }
}
