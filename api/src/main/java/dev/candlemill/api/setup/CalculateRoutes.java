package dev.candlemill.api.setup;

import dev.candlemill.api.Database;
import dev.candlemill.api.Routes;
import dev.candlemill.api.StrategyTiming;
import dev.candlemill.api.http.Body;
import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.http.ProblemException.Mistake;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.security.Role;
import dev.candlemill.api.setup.Turns.Turn;
import dev.candlemill.api.symbol.SymbolNames;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.CandleSeries;
import dev.candlemill.postgres.CandleHistory;
import dev.candlemill.postgres.KnownNames;
import dev.candlemill.postgres.TradingSetups;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.spec.SpecException;
import dev.candlemill.strategy.Strategies;
import dev.candlemill.strategy.StrategyOptions;
import dev.candlemill.strategy.StrategyReplay;
import dev.candlemill.strategy.StrategyReplay.Event;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /strategies/calculate}: strategies over stored candles, by the job's own code. */
public final class CalculateRoutes {

    private static final int MOST_STRATEGIES = 20;
    private static final int MAX_SPEC = 200;
    private static final int MOST_EVENTS = 5_000;
    private static final Instant END_OF_TIME = Instant.parse("2200-01-01T00:00:00Z");

    /** A whole history is in memory meanwhile. */
    private static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Strategies strategies;
    private final KnownNames known;
    private final TradingSetups setups;
    private final CandleHistory history;
    private final SymbolNames names;
    private final StrategyTiming timing;
    private final Turns turns = new Turns(AT_ONCE, PATIENCE);

    public CalculateRoutes(Database database, Strategies strategies, StrategyTiming timing) {
        this.strategies = strategies;
        this.known = new KnownNames(strategies);
        this.setups = new TradingSetups(database.connections(), known);
        this.history = new CandleHistory(database.connections());
        this.names = new SymbolNames(database);
        this.timing = timing;
    }

    private record Work(
            String symbol, List<Timeframe> timeframes, List<String> strategies, Range range) {}

    private record Range(long from, long to) {}

    private record Said(
            Instant openTime,
            Instant closeTime,
            String signalType,
            double price,
            double confidence,
            Map<String, Double> indicatorValues) {}

    private record Result(
            String symbol,
            Timeframe timeframe,
            String strategy,
            int candles,
            @Nullable String failure,
            boolean isTruncated,
            List<Said> events) {}

    private record Reply(List<Result> results) {}

    public void addTo(Routes routes) {
        routes.add("POST", "/api/v1/strategies/calculate", Role.VIEWER, this::calculate);
    }

    private void calculate(Context context) throws IOException {
        new Query(context).check();
        Work work = work(Body.of(context));
        try (Turn turn = turns.take()) {
            List<Result> results = new ArrayList<>();
            StrategyOptions options = timing.current();
            for (Timeframe timeframe : work.timeframes) {
                results.addAll(run(work, timeframe, options));
            }
            Replies.json(context, new Reply(results));
        }
    }

    private Work work(Body body) throws IOException {
        Optional<String> setup = body.optionalSetupId("setup");
        Optional<String> symbol = body.optionalSymbol("symbol");
        Optional<Timeframe> timeframe = body.timeframe("timeframe");
        Optional<List<String>> specs =
                body.texts("strategies", MOST_STRATEGIES, MAX_SPEC, known::strategy);
        Optional<Instant> from = body.time("from");
        Optional<Instant> to = body.time("to");
        body.requireForward(from, to);
        boolean hasOthers = body.has("symbol") || body.has("timeframe") || body.has("strategies");
        if (body.has("setup") && hasOthers) {
            body.refuse("/setup", "expected without symbol, timeframe and strategies");
        } else if (!body.has("setup")) {
            require(body, "symbol");
            require(body, "timeframe");
            if (specs.isEmpty() || specs.get().isEmpty()) {
                body.refuse("/strategies", "expected at least one, or a setup");
            }
        }
        body.check();
        Range range =
                new Range(
                        from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
                        to.orElse(END_OF_TIME).toEpochMilli());
        if (setup.isPresent()) {
            TradingSetup stored = require(setup.get());
            return new Work(stored.symbol(), stored.timeframes(), stored.strategies(), range);
        }
        return new Work(
                names.resolve(symbol.orElseThrow()),
                List.of(timeframe.orElseThrow()),
                specs.orElseThrow(),
                range);
    }

    private static void require(Body body, String name) {
        if (!body.has(name)) {
            body.refuse("/" + name, "expected " + name + " or a setup, found none");
        }
    }

    private TradingSetup require(String id) throws IOException {
        return setups.list().stream()
                .map(stored -> stored.setup())
                .filter(setup -> setup.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("no setup " + id));
    }

    private List<Result> run(Work work, Timeframe timeframe, StrategyOptions options)
            throws IOException {
        if (work.strategies.isEmpty()) {
            return List.of();
        }
        StrategyReplay replay = replay(work, timeframe, options);
        CandleSeries candles = history.series(work.symbol, timeframe, work.range.to);
        Map<Timeframe, CandleSeries> higher = new EnumMap<>(Timeframe.class);
        for (Timeframe above : replay.higher()) {
            higher.put(above, history.series(work.symbol, above, work.range.to));
        }
        StrategyReplay.Result said = replay.over(candles, higher);
        List<Result> results = new ArrayList<>();
        said.events()
                .forEach(
                        (strategy, events) ->
                                results.add(
                                        result(
                                                work,
                                                candles,
                                                strategy,
                                                events,
                                                said.failures().get(strategy))));
        return results;
    }

    private StrategyReplay replay(Work work, Timeframe timeframe, StrategyOptions options) {
        try {
            return new StrategyReplay(work.strategies, timeframe, strategies, options);
        } catch (SpecException e) {
            throw ProblemException.invalid(
                    Mistake.inBody("/strategies", String.valueOf(e.getMessage())));
        }
    }

    private static Result result(
            Work work,
            CandleSeries candles,
            String strategy,
            List<Event> events,
            @Nullable String failure) {
        int first = work.range.from == Long.MIN_VALUE ? 0 : candles.firstFrom(work.range.from);
        List<Event> counted = events.stream().filter(event -> event.candle() >= first).toList();
        int skipped = Math.max(0, counted.size() - MOST_EVENTS);
        return new Result(
                work.symbol,
                candles.timeframe(),
                strategy,
                candles.size() - first,
                failure,
                skipped > 0,
                counted.stream().skip(skipped).map(event -> said(event, candles)).toList());
    }

    private static Said said(Event event, CandleSeries candles) {
        return new Said(
                Instant.ofEpochMilli(event.openTime()),
                Instant.ofEpochMilli(candles.closeTime(event.candle())),
                event.type().name(),
                candles.close(event.candle()),
                event.confidence(),
                event.values());
    }
}
