package dev.candlemill.api.signal;

import dev.candlemill.api.Database;
import dev.candlemill.api.Routes;
import dev.candlemill.api.Where;
import dev.candlemill.api.http.Cursor;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.security.Role;
import dev.candlemill.api.symbol.SymbolNames;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.postgres.KnownNames;
import dev.candlemill.strategy.Strategies;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /signals}. */
public final class SignalRoutes {

    private static final int MOST = 1000;
    private static final int DEFAULT = 100;
    private static final int MAX_STRATEGY = 200;
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Database database;
    private final SymbolNames names;
    private final KnownNames known;

    public SignalRoutes(Database database, Strategies strategies) {
        this.database = database;
        this.known = new KnownNames(strategies);
        this.names = new SymbolNames(database);
    }

    private record Page(List<StoredSignal> signals, @Nullable String nextCursor) {}

    public void addTo(Routes routes) {
        routes.add("GET", "/api/v1/signals", Role.VIEWER, this::signals);
    }

    private void signals(Context context) {
        Query query = new Query(context);
        Where where = filters(query);
        Optional<Cursor> cursor = query.cursor();
        if (cursor.isPresent() && !UUID_FORM.matcher(cursor.get().id()).matches()) {
            query.refuse("cursor", "expected next_cursor of an earlier answer to this route");
        }
        int limit = query.integer("limit", 1, MOST, DEFAULT);
        query.check();
        cursor.ifPresent(
                after ->
                        where.and("(s.close_time, s.id) < (:after_time, :after_id)")
                                .with("after_time", after.time().atOffset(ZoneOffset.UTC))
                                .with("after_id", UUID.fromString(after.id())));
        where.with("limit", limit + 1);
        List<StoredSignal> found =
                database.list(
                        "SELECT "
                                + StoredSignal.FIELDS
                                + " FROM strategy_signals AS s"
                                + where.text()
                                + " ORDER BY s.close_time DESC, s.id DESC LIMIT :limit",
                        where.parameters(),
                        StoredSignal::of);
        Replies.json(context, page(found, limit));
    }

    private static Page page(List<StoredSignal> found, int limit) {
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        StoredSignal last = found.get(limit - 1);
        return new Page(found.subList(0, limit), new Cursor(last.closeTime(), last.id()).text());
    }

    /** As signals have it: with all parameters, or a name alone. */
    private String strategy(String text) {
        String asked = text.strip().toLowerCase(Locale.ROOT);
        if (asked.indexOf('(') < 0) {
            return asked;
        }
        try {
            return known.strategy(asked);
        } catch (IllegalArgumentException e) {
            return asked; // of which there are no signals
        }
    }

    private Where filters(Query query) {
        Optional<Instant> from = query.time("from");
        Optional<Instant> to = query.time("to");
        query.requireForward("from", from, "to", to);
        Where where =
                new Where()
                        .and(
                                "s.symbol = :symbol",
                                "symbol",
                                query.symbol("symbol").map(names::resolve))
                        .and(
                                "s.timeframe = :timeframe",
                                "timeframe",
                                query.timeframe("timeframe").map(Timeframe::wire))
                        .and("s.setup = :setup", "setup", query.setup("setup"))
                        .and(
                                "(s.strategy = :strategy"
                                        + " OR starts_with(s.strategy, :strategy || '('))",
                                "strategy",
                                query.text("strategy", MAX_STRATEGY).map(this::strategy))
                        .and(
                                "s.signal_type = :type",
                                "type",
                                query.choice("signal_type", List.of("BUY", "SELL")))
                        .and(
                                "s.open_time >= :from",
                                "from",
                                from.map(time -> time.atOffset(ZoneOffset.UTC)))
                        .and(
                                "s.open_time < :to",
                                "to",
                                to.map(time -> time.atOffset(ZoneOffset.UTC)));
        Optional<String> status =
                query.choice("status", List.of("NEW", "REVISED", "RETRACTED", "standing"));
        return status.isPresent() && status.get().equals("standing")
                ? where.and("s.status <> 'RETRACTED'")
                : where.and("s.status = :status", "status", status);
    }
}
