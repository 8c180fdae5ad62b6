package dev.candlemill.postgres;

import static java.util.Objects.requireNonNull;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.screen.Column;
import dev.candlemill.screen.Expression;
import dev.candlemill.screen.ScreenSql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks for symbols whose newest candle meets a condition; one index probe per symbol. */
public final class CandleScreen {

    private static final String ALL_SYMBOLS =
            "WITH RECURSIVE known (symbol) AS ("
                    + "(SELECT symbol FROM candles ORDER BY symbol LIMIT 1) UNION ALL"
                    + " SELECT (SELECT c.symbol FROM candles AS c WHERE c.symbol > known.symbol"
                    + " ORDER BY c.symbol LIMIT 1) FROM known WHERE known.symbol IS NOT NULL)";
    private static final String FAVOURITES =
            "WITH known (symbol) AS (SELECT symbol FROM favorites)";
    private static final String NEWEST =
            " FROM known CROSS JOIN LATERAL (SELECT * FROM candles"
                    + " WHERE candles.symbol = known.symbol AND candles.timeframe = ?"
                    + " ORDER BY open_time DESC LIMIT 1) AS newest";

    private final Connections connections;
    private final Timeframe timeframe;
    private final boolean favouritesOnly;

    public CandleScreen(Connections connections, Timeframe timeframe, boolean favouritesOnly) {
        this.connections = requireNonNull(connections, "connections is null");
        this.timeframe = timeframe;
        this.favouritesOnly = favouritesOnly;
    }

    /**
     * A candle that meets the condition.
     *
     * @param values of the columns that the condition names and of further ones, in their order;
     *     undefined ones are not there
     */
    public record Match(
            String symbol, Instant openTime, Instant closeTime, Map<String, Double> values) {}

    private String symbols() {
        return favouritesOnly ? FAVOURITES : ALL_SYMBOLS;
    }

    /** Names of the values beyond the catalogue that newest candles have, sorted. */
    public List<String> furtherNames() throws IOException {
        String sql =
                symbols()
                        + " SELECT DISTINCT jsonb_object_keys(indicators)"
                        + NEWEST
                        + " WHERE indicators IS NOT NULL";
        TreeSet<String> names = new TreeSet<>();
        read(sql, List.of(timeframe.wire()), row -> names.add(row.getString(1)));
        return List.copyOf(names);
    }

    /** By symbol, at most so many. */
    public List<Match> find(Expression.Condition condition, int limit) throws IOException {
        return find(condition, List.of(), limit);
    }

    /** The same with the values of further columns, after those that the condition names. */
    public List<Match> find(Expression.Condition condition, List<Column> further, int limit)
            throws IOException {
        Set<Column> shown = new LinkedHashSet<>(condition.columns());
        shown.addAll(further);
        List<Column> columns = List.copyOf(shown);
        StringBuilder sql = new StringBuilder(symbols());
        List<Object> parameters = new ArrayList<>();
        sql.append(" SELECT newest.symbol, open_time, close_time");
        for (Column column : columns) {
            ScreenSql value = ScreenSql.of(new Expression.Named(column));
            sql.append(", ").append(value.text());
            parameters.addAll(value.parameters());
        }
        ScreenSql where = ScreenSql.of(condition);
        sql.append(NEWEST).append(" WHERE ").append(where.text());
        sql.append(" ORDER BY newest.symbol LIMIT ?");
        parameters.add(timeframe.wire());
        parameters.addAll(where.parameters());
        parameters.add(limit);
        List<Match> matches = new ArrayList<>();
        read(sql.toString(), parameters, row -> matches.add(match(row, columns)));
        return matches;
    }

    private static Match match(ResultSet row, List<Column> columns) throws SQLException {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            double value = row.getDouble(4 + i);
            if (!row.wasNull()) {
                values.put(columns.get(i).name(), value);
            }
        }
        return new Match(row.getString(1), time(row, 2), time(row, 3), values);
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    @FunctionalInterface
    private interface Rows {
        void next(ResultSet row) throws SQLException;
    }

    private void read(String sql, List<Object> parameters, Rows rows) throws IOException {
        try (Connection connection = connections.open()) {
            connection.setReadOnly(true);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.size(); i++) {
                    statement.setObject(i + 1, parameters.get(i));
                }
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        rows.next(row);
                    }
                }
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot screen the candles", e);
        }
    }
}
