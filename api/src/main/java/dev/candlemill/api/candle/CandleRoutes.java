package dev.candlemill.api.candle;

import dev.candlemill.api.Database;
import dev.candlemill.api.Routes;
import dev.candlemill.api.candle.Answers.Answer;
import dev.candlemill.api.candle.Answers.Question;
import dev.candlemill.api.candle.Coverage.Detail;
import dev.candlemill.api.http.Document;
import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.http.ProblemException.Mistake;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.market.Market;
import dev.candlemill.api.security.Role;
import dev.candlemill.api.symbol.SymbolNames;
import dev.candlemill.calendar.Timeframe;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /candles}, {@code /historical} and {@code /export}. */
public final class CandleRoutes {

    static final int MOST_EXPORTED = 100_000;

    private static final int MOST_CANDLES = 10_000;
    private static final int DEFAULT_CANDLES = 500;
    private static final int MOST_INDICATORS = 40;
    private static final long REMEMBERED_BYTES = 64L << 20;
    private static final Pattern INDICATOR = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,63}");

    private final CandleStore store;
    private final SymbolNames symbols;
    private final Market market;
    private final Answers answers = new Answers(REMEMBERED_BYTES);

    public CandleRoutes(Database database, Market market) {
        this.store = new CandleStore(database);
        this.symbols = new SymbolNames(database);
        this.market = market;
    }

    /** What is asked for between two times; open at both ends, the newest candles are. */
    private record Span(Optional<Instant> from, Optional<Instant> to) {

        static Span of(Query query, String fromName, String toName) {
            Span span = new Span(query.time(fromName), query.time(toName));
            query.requireForward(fromName, span.from, toName, span.to);
            return span;
        }

        boolean isOpen() {
            return from.isEmpty() && to.isEmpty();
        }
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/api/v1/candles", Role.VIEWER, this::candles);
        routes.add("GET", "/api/v1/historical/{symbol}", Role.VIEWER, this::historical);
        routes.add("GET", "/api/v1/export", Role.VIEWER, this::export);
    }

    private void candles(Context context) {
        Query query = new Query(context);
        String symbol = query.symbol();
        Timeframe timeframe = query.timeframe();
        Span span = Span.of(query, "from", "to");
        Optional<Instant> before = query.time("before");
        if (before.isPresent() && !span.isOpen()) {
            query.refuse("before", "expected without from and to");
        }
        int limit = query.integer("limit", 1, MOST_CANDLES, DEFAULT_CANDLES);
        List<String> indicators = indicators(query);
        boolean asColumns = is(query.choice("shape", List.of("rows", "columns")), "columns");
        Detail detail =
                Detail.valueOf(
                        query.choice("coverage", List.of("none", "gaps", "full"))
                                .orElse("gaps")
                                .toUpperCase(Locale.ROOT));
        query.check();
        CandleRequest request =
                new CandleRequest(
                        symbols.resolve(symbol),
                        timeframe,
                        span.from,
                        span.isOpen() ? before : span.to,
                        span.isOpen(),
                        limit,
                        indicators);
        reply(context, new Question(request, detail, asColumns, Ends.FROM_BEFORE));
    }

    private void historical(Context context) {
        Query query = new Query(context);
        String symbol = query.symbolInPath();
        Timeframe timeframe = query.timeframe();
        Span span = Span.of(query, "start", "end");
        int limit = query.integer("limit", 1, MOST_CANDLES, DEFAULT_CANDLES);
        List<String> indicators = indicators(query);
        query.check();
        CandleRequest request =
                new CandleRequest(
                        symbols.resolve(symbol),
                        timeframe,
                        span.from,
                        span.to,
                        span.from.isEmpty(),
                        limit,
                        indicators);
        reply(context, new Question(request, Detail.GAPS, false, Ends.START_END));
    }

    private void reply(Context context, Question question) {
        Answer answer = answer(question);
        link(context, question, answer.slice());
        Replies.tagged(context, answer.document());
    }

    /** The last one again where neither a row nor what the calendar expects by now has changed. */
    private Answer answer(Question question) {
        CandleRequest request = question.request();
        Optional<Answer> last =
                answers.get(question)
                        .filter(known -> known.slice().version().equals(store.version(request)));
        Slice slice = last.map(Answer::slice).orElseGet(() -> store.read(request));
        Optional<Coverage> coverage =
                Optional.ofNullable(Coverage.of(request, slice, market, question.detail()));
        if (last.isPresent() && last.get().coverage().equals(coverage)) {
            return last.get();
        }
        CandleJson json = new CandleJson(question, slice, coverage.orElse(null));
        Document document = new Document(question.asColumns() ? json.columns() : json.rows());
        Answer answer = new Answer(slice, coverage, document);
        answers.put(question, answer);
        return answer;
    }

    private void export(Context context) {
        Query query = new Query(context);
        String symbol = query.symbol();
        Timeframe timeframe = query.timeframe();
        Span span = Span.of(query, "from", "to");
        List<String> indicators = indicators(query);
        query.check();
        CandleRequest request =
                new CandleRequest(
                        symbols.resolve(symbol),
                        timeframe,
                        span.from,
                        span.to,
                        false,
                        MOST_CANDLES,
                        indicators);
        int count = store.count(request, MOST_EXPORTED + 1);
        if (count > MOST_EXPORTED) {
            throw ProblemException.invalid(
                    Mistake.ofParameter(
                            "from",
                            "the range has more than "
                                    + MOST_EXPORTED
                                    + " candles: expected a shorter one"));
        }
        String name =
                request.symbol().replaceAll("[^A-Za-z0-9.-]", "_")
                        + "_"
                        + timeframe.wire()
                        + ".csv";
        context.header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .contentType("text/csv; charset=utf-8")
                .result(csv(request, count));
    }

    private String csv(CandleRequest request, int count) {
        CandleCsv csv = new CandleCsv(request, count);
        Slice slice = store.read(request);
        csv.add(slice);
        while (slice.hasMore()) {
            slice = store.read(request.startingAt(Ends.nextTime(request, slice)));
            csv.add(slice);
        }
        return csv.text();
    }

    private static void link(Context context, Question question, Slice slice) {
        if (!slice.hasMore()) {
            return;
        }
        CandleRequest request = question.request();
        String name = question.ends().next(request);
        StringBuilder next = new StringBuilder(context.path()).append('?');
        context.queryParamMap()
                .forEach(
                        (key, values) -> {
                            if (!key.equals(name)) {
                                next.append(encoded(key))
                                        .append('=')
                                        .append(encoded(values.get(0)))
                                        .append('&');
                            }
                        });
        next.append(name).append('=').append(encoded(Ends.nextTime(request, slice).toString()));
        context.header("Link", "<" + next + ">; rel=\"next\"");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> indicators(Query query) {
        List<String> names = query.names("indicators", MOST_INDICATORS, CandleRoutes::indicator);
        return names.equals(List.of("all")) ? CandleStore.CATALOGUE : names;
    }

    private static String indicator(String name) {
        if (!INDICATOR.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "expected names such as rsi_14, separated by commas; /api/v1/indicators has"
                            + " them");
        }
        return name;
    }

    private static boolean is(Optional<String> word, String expected) {
        return word.isPresent() && word.get().equals(expected);
    }
}
