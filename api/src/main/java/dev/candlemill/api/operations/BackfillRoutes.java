package dev.candlemill.api.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candlemill.api.Columns;
import dev.candlemill.api.Database;
import dev.candlemill.api.Routes;
import dev.candlemill.api.Where;
import dev.candlemill.api.http.Cursor;
import dev.candlemill.api.http.Json;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.security.Role;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /backfills}: bounded runs, with the equation of their bars. */
public final class BackfillRoutes {

    private static final int MOST = 200;
    private static final int DEFAULT = 20;

    private final Database database;

    public BackfillRoutes(Database database) {
        this.database = database;
    }

    private record Backfill(
            String id,
            String status,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant rangeFrom,
            @Nullable Instant rangeTo,
            @Nullable Instant asOf,
            int attempts,
            long barsIn,
            long accepted,
            long duplicate,
            long corrected,
            long late,
            long rejected,
            JsonNode rejectedByReason,
            long candles,
            long revised,
            @Nullable String message,
            String jobVersion) {

        static Backfill of(Columns row) throws SQLException {
            return new Backfill(
                    row.text("id"),
                    row.text("status"),
                    row.time("started_at"),
                    row.optionalTime("finished_at"),
                    row.optionalTime("range_from"),
                    row.optionalTime("range_to"),
                    row.optionalTime("as_of"),
                    row.integer("attempts"),
                    row.whole("bars_in"),
                    row.whole("accepted"),
                    row.whole("duplicate"),
                    row.whole("corrected"),
                    row.whole("late"),
                    row.whole("rejected"),
                    json(row.text("rejected_by_reason")),
                    row.whole("candles"),
                    row.whole("revised"),
                    row.optionalText("message"),
                    row.text("job_version"));
        }

        private static JsonNode json(String text) throws SQLException {
            try {
                return Json.read(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new SQLException("backfill_jobs.rejected_by_reason is not JSON", e);
            }
        }
    }

    private record Page(List<Backfill> backfills, @Nullable String nextCursor) {}

    public void addTo(Routes routes) {
        routes.add("GET", "/api/v1/backfills", Role.VIEWER, this::list);
    }

    private void list(Context context) {
        Query query = new Query(context);
        Where where =
                new Where()
                        .and(
                                "status = :status",
                                "status",
                                query.choice(
                                        "status",
                                        List.of("running", "finished", "failed", "cancelled")));
        Optional<Cursor> cursor = query.cursor();
        int limit = query.integer("limit", 1, MOST, DEFAULT);
        query.check();
        cursor.ifPresent(
                after ->
                        where.and("(started_at, id) < (:after_time, :after_id)")
                                .with("after_time", after.time().atOffset(ZoneOffset.UTC))
                                .with("after_id", after.id()));
        where.with("limit", limit + 1);
        List<Backfill> found =
                database.list(
                        "SELECT * FROM backfill_jobs"
                                + where.text()
                                + " ORDER BY started_at DESC, id DESC LIMIT :limit",
                        where.parameters(),
                        Backfill::of);
        Replies.json(context, page(found, limit));
    }

    private static Page page(List<Backfill> found, int limit) {
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        Backfill last = found.get(limit - 1);
        return new Page(found.subList(0, limit), new Cursor(last.startedAt, last.id).text());
    }
}
