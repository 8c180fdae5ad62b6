package dev.candlemill.api.signal;

import dev.candlemill.api.Database;
import dev.candlemill.api.Routes;
import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.http.ProblemException.Mistake;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.security.Role;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.postgres.CandleScreen;
import dev.candlemill.postgres.PostgresException;
import dev.candlemill.screen.Column;
import dev.candlemill.screen.Columns;
import dev.candlemill.screen.Expression.Condition;
import dev.candlemill.screen.ScreenException;
import dev.candlemill.screen.ScreenParser;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code /screener}: the condition of {@code ./candlemill screen}. */
public final class ScreenerRoutes {

    private static final int MOST = 1000;
    private static final int DEFAULT = 100;
    private static final int MAX_CONDITION = 1000;
    private static final int MOST_COLUMNS = 30;

    /** SQLSTATEs of values that a computation cannot take or give. */
    private static final String DATA_EXCEPTION = "22";

    private static final Pattern COLUMN = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,63}");

    private final Database database;

    public ScreenerRoutes(Database database) {
        this.database = database;
    }

    private record Reply(
            Timeframe timeframe, List<String> columns, List<CandleScreen.Match> matches) {}

    public void addTo(Routes routes) {
        routes.add("GET", "/api/v1/screener", Role.VIEWER, this::screen);
    }

    private void screen(Context context) throws IOException {
        Query query = new Query(context);
        String condition = query.requiredText("condition", MAX_CONDITION);
        Timeframe timeframe = query.timeframe();
        boolean favourites =
                query.choice("favorites", List.of("true", "false")).orElse("false").equals("true");
        List<String> further = query.names("columns", MOST_COLUMNS, ScreenerRoutes::column);
        int limit = query.integer("limit", 1, MOST, DEFAULT);
        query.check();
        CandleScreen screen = new CandleScreen(database.connections(), timeframe, favourites);
        Columns known = new Columns(screen.furtherNames());
        List<Mistake> mistakes = new ArrayList<>();
        List<Column> shown = columns(further, known, mistakes);
        Condition parsed = parse(condition, known, mistakes);
        Set<String> names = new LinkedHashSet<>();
        parsed.columns().forEach(column -> names.add(column.name()));
        shown.forEach(column -> names.add(column.name()));
        Replies.json(
                context,
                new Reply(timeframe, List.copyOf(names), matches(screen, parsed, shown, limit)));
    }

    /** Postgres computes by double, and refuses what does not fit into one. */
    private static List<CandleScreen.Match> matches(
            CandleScreen screen, Condition condition, List<Column> shown, int limit)
            throws IOException {
        try {
            return screen.find(condition, shown, limit);
        } catch (PostgresException e) {
            if (e.sqlState().startsWith(DATA_EXCEPTION)) {
                throw ProblemException.invalid(
                        Mistake.ofParameter("condition", "expected " + expected(e.sqlState())));
            }
            throw e;
        }
    }

    private static String expected(String sqlState) {
        return switch (sqlState) {
            case "22003" ->
                    "numbers of at most 1.8e308 and at least 5e-324 or 0, found one beyond when it was"
                            + " computed";
            case "22012" -> "no division by zero, found one when it was computed";
            default -> "numbers, found what is none when it was computed: " + sqlState;
        };
    }

    private static String column(String name) {
        if (!COLUMN.matcher(name).matches()) {
            throw new IllegalArgumentException("expected names of columns separated by commas");
        }
        return name;
    }

    private static List<Column> columns(List<String> names, Columns known, List<Mistake> mistakes) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            try {
                columns.add(known.named(name));
            } catch (ScreenException e) {
                mistakes.add(Mistake.ofParameter("columns", String.valueOf(e.getMessage())));
            }
        }
        return columns;
    }

    private static Condition parse(String condition, Columns known, List<Mistake> mistakes) {
        try {
            Condition parsed = ScreenParser.parse(condition, known);
            if (mistakes.isEmpty()) {
                return parsed;
            }
        } catch (ScreenException e) {
            mistakes.add(Mistake.ofParameter("condition", String.valueOf(e.getMessage())));
        }
        throw ProblemException.invalid(mistakes);
    }
}
