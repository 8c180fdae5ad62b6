package dev.candlemill.api.setup;

import dev.candlemill.api.Database;
import dev.candlemill.api.Routes;
import dev.candlemill.api.http.Body;
import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.http.ProblemException.Kind;
import dev.candlemill.api.http.ProblemException.Mistake;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.security.Role;
import dev.candlemill.api.symbol.SymbolNames;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.postgres.KnownNames;
import dev.candlemill.postgres.SetupDraft;
import dev.candlemill.postgres.SetupException;
import dev.candlemill.postgres.StoredSetup;
import dev.candlemill.postgres.TradingSetups;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.strategy.Strategies;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** {@code /trading-setups}: the same rules as {@code ./candlemill setup}. */
public final class SetupRoutes {

    private static final int MOST_SPECS = 50;
    private static final int MAX_SPEC = 200;
    private static final int MAX_REASON = 200;
    private static final List<String> STATUS = List.of("active", "paused", "stopped");

    private final TradingSetups setups;
    private final KnownNames known;
    private final SymbolNames names;

    public SetupRoutes(Database database, Strategies strategies) {
        this.known = new KnownNames(strategies);
        this.setups = new TradingSetups(database.connections(), known);
        this.names = new SymbolNames(database);
    }

    private record Chart(String timeframe, String url) {}

    private record Reply(
            String id,
            String symbol,
            List<Timeframe> timeframes,
            List<String> indicators,
            List<String> strategies,
            String status,
            String statusReason,
            Instant createdAt,
            Instant updatedAt,
            List<Chart> charts) {

        static Reply of(StoredSetup stored) {
            TradingSetup setup = stored.setup();
            return new Reply(
                    setup.id(),
                    setup.symbol(),
                    setup.timeframes(),
                    setup.indicators(),
                    setup.strategies(),
                    setup.status().wire(),
                    stored.reason(),
                    stored.createdAt(),
                    stored.updatedAt(),
                    setup.timeframes().stream().map(timeframe -> chart(setup, timeframe)).toList());
        }

        private static Chart chart(TradingSetup setup, Timeframe timeframe) {
            String symbol = URLEncoder.encode(setup.symbol(), StandardCharsets.UTF_8);
            return new Chart(
                    timeframe.wire(),
                    "/chart/" + symbol + "/" + timeframe.wire() + "?setup=" + setup.id());
        }
    }

    private record All(List<Reply> setups) {}

    public void addTo(Routes routes) {
        String all = "/api/v1/trading-setups";
        routes.add("GET", all, Role.VIEWER, this::list);
        routes.add("POST", all, Role.TRADER, this::add);
        routes.add("GET", all + "/{id}", Role.VIEWER, this::get);
        routes.add("PATCH", all + "/{id}", Role.TRADER, this::edit);
        routes.add("DELETE", all + "/{id}", Role.TRADER, this::remove);
        routes.add("POST", all + "/{id}/pause", Role.TRADER, this::pause);
        routes.add("POST", all + "/{id}/resume", Role.TRADER, this::resume);
    }

    private void list(Context context) throws IOException {
        Query query = new Query(context);
        Optional<String> symbol = query.symbol("symbol");
        Optional<String> status = query.choice("status", STATUS);
        query.check();
        // whoever added one before its symbol was listed finds it under either name
        Optional<Set<String>> either =
                symbol.map(asked -> new HashSet<>(List.of(asked, names.resolve(asked))));
        Replies.json(
                context,
                new All(
                        setups.list().stream()
                                .map(Reply::of)
                                .filter(
                                        setup ->
                                                either.map(s -> s.contains(setup.symbol))
                                                        .orElse(true))
                                .filter(setup -> status.map(setup.status::equals).orElse(true))
                                .toList()));
    }

    private void get(Context context) throws IOException {
        Replies.json(context, Reply.of(require(id(context))));
    }

    private void add(Context context) throws IOException {
        new Query(context).check();
        Body body = Body.of(context);
        String id = body.setupId("id");
        String symbol = body.symbol("symbol");
        List<String> timeframes = body.requiredTimeframes("timeframes");
        List<String> indicators = specs(body, "indicators", known::indicator).orElse(List.of());
        List<String> strategies = specs(body, "strategies", known::strategy).orElse(List.of());
        if (indicators.isEmpty() && strategies.isEmpty()) {
            body.refuse("/strategies", "expected a strategy or an indicator, found none");
        }
        body.check();
        String listed = names.resolveListed(symbol, detail -> Mistake.inBody("/symbol", detail));
        SetupDraft draft = new SetupDraft(id, listed, timeframes, indicators, strategies);
        change(() -> setups.add(draft));
        context.status(201).header("Location", "/api/v1/trading-setups/" + id);
        Replies.json(context, Reply.of(require(id)));
    }

    private void edit(Context context) throws IOException {
        String id = id(context);
        Body body = Body.of(context);
        Optional<List<String>> timeframes = body.timeframes("timeframes");
        Optional<List<String>> indicators = specs(body, "indicators", known::indicator);
        Optional<List<String>> strategies = specs(body, "strategies", known::strategy);
        if (timeframes.isEmpty() && indicators.isEmpty() && strategies.isEmpty()) {
            body.refuse("", "expected timeframes, indicators or strategies, found none");
        }
        body.check();
        TradingSetup old = require(id).setup();
        if (indicators.orElse(old.indicators()).isEmpty()
                && strategies.orElse(old.strategies()).isEmpty()) {
            body.refuse("/strategies", "expected a strategy or an indicator to be left");
        }
        body.check();
        change(() -> setups.edit(id, new TradingSetups.Change(timeframes, indicators, strategies)));
        Replies.json(context, Reply.of(require(id)));
    }

    private void pause(Context context) throws IOException {
        String id = id(context);
        Body body = Body.orEmpty(context);
        String reason = body.optionalText("reason", MAX_REASON).orElse("");
        body.check();
        require(id);
        change(() -> setups.pause(id, reason));
        Replies.json(context, Reply.of(require(id)));
    }

    private void resume(Context context) throws IOException {
        String id = id(context);
        Body.orEmpty(context).check();
        require(id);
        change(() -> setups.resume(id));
        Replies.json(context, Reply.of(require(id)));
    }

    private void remove(Context context) throws IOException {
        String id = id(context);
        require(id);
        change(
                () -> {
                    setups.remove(id);
                    return id;
                });
        Replies.nothing(context);
    }

    private static String id(Context context) {
        Query query = new Query(context);
        String id = query.setupInPath();
        query.check();
        return id;
    }

    private StoredSetup require(String id) throws IOException {
        return setups.list().stream()
                .filter(stored -> stored.setup().id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("no setup " + id));
    }

    private static Optional<List<String>> specs(
            Body body, String name, UnaryOperator<String> canonical) {
        return body.texts(name, MOST_SPECS, MAX_SPEC, canonical);
    }

    @FunctionalInterface
    private interface Change {
        Object make() throws IOException;
    }

    /** Whatever is wrong with the request was said before: what is left is what is there. */
    private static void change(Change change) throws IOException {
        try {
            change.make();
        } catch (SetupException e) {
            if (e.isMisfit()) {
                throw ProblemException.invalid(
                        Mistake.inBody("/strategies", String.valueOf(e.getMessage())));
            }
            throw new ProblemException(Kind.CONFLICT, String.valueOf(e.getMessage()));
        }
    }
}
