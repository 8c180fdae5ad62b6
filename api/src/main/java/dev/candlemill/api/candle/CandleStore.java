package dev.candlemill.api.candle;

import dev.candlemill.api.Database;
import dev.candlemill.indicator.IndicatorSet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGStatement;

/** Reads candles by key: no offset, no scan over what is not asked for. */
final class CandleStore {

    static final List<String> CATALOGUE = IndicatorSet.catalogue().valueNames();

    private static final Set<String> COLUMNS = Set.copyOf(CATALOGUE);
    private static final int FETCH_ROWS = 5_000;
    private static final int FIXED = 15;

    private static final String FIELDS =
            "SELECT (date_part('epoch', open_time) * 1000)::bigint,"
                    + " (date_part('epoch', close_time) * 1000)::bigint,"
                    + " session_date - DATE '1970-01-01', open, high, low, close, volume, bar_count,"
                    + " expected_bar_count, revision, indicator_revision, is_complete, source,"
                    + " age('3'::xid)::bigint - age(xmin)";

    /**
     * A transaction's number is read as what lies between it and the first one of all, 3: text, the
     * only thing that Postgres makes of it, takes longer than the row.
     */
    private static final String VERSION =
            "SELECT count(*), coalesce((date_part('epoch', min(open_time)) * 1000)::bigint, 0),"
                    + " coalesce((date_part('epoch', max(open_time)) * 1000)::bigint, 0),"
                    + " coalesce(count(*) * age('3'::xid) - sum(age(writer)), 0)"
                    + " FROM (SELECT open_time, xmin AS writer";

    private final Database database;

    CandleStore(Database database) {
        this.database = database;
    }

    Slice read(CandleRequest request) {
        List<Object> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder(FIELDS);
        for (String name : request.indicators()) {
            if (COLUMNS.contains(name)) {
                sql.append(", ").append(name);
            } else {
                sql.append(", (indicators ->> ?)::double precision");
                parameters.add(name);
            }
        }
        rows(request, sql, parameters);
        Slice slice = new Slice(request.limit(), request.indicators());
        database.withConnection(connection -> fill(connection, sql.toString(), parameters, slice));
        if (request.isNewestFirst()) {
            slice.reverse();
        }
        return slice.trimmed();
    }

    /** What {@link Slice#version} of the slice would be, for a tenth of what reading it takes. */
    Version version(CandleRequest request) {
        List<Object> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder(VERSION);
        rows(request, sql, parameters);
        sql.append(") AS few");
        return only(
                sql.toString(),
                parameters,
                row -> new Version(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
    }

    /** How many there are, counted no further than {@code most}. */
    int count(CandleRequest request, int most) {
        List<Object> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT count(*) FROM (SELECT 1");
        where(request, sql, parameters);
        sql.append(" LIMIT ?) AS few");
        parameters.add(most);
        return only(sql.toString(), parameters, row -> row.getInt(1));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** What a query says that has one row. */
    private <T> T only(String sql, List<Object> parameters, Reading<T> reading) {
        return database.withConnection(
                connection -> {
                    try (PreparedStatement query = prepared(connection, sql)) {
                        bind(query, parameters);
                        try (ResultSet row = query.executeQuery()) {
                            row.next();
                            return reading.of(row);
                        }
                    }
                });
    }

    /**
     * To be planned once per connection: with a partition for each month, plans cost more than
     * rows.
     */
    private static PreparedStatement prepared(Connection connection, String sql)
            throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.unwrap(PGStatement.class).setPrepareThreshold(1);
        return query;
    }

    /** Those that are asked for, and one more. */
    private static void rows(CandleRequest request, StringBuilder sql, List<Object> parameters) {
        where(request, sql, parameters);
        sql.append(request.isNewestFirst() ? " ORDER BY open_time DESC" : " ORDER BY open_time");
        sql.append(" LIMIT ?");
        parameters.add(request.limit() + 1);
    }

    private static void where(CandleRequest request, StringBuilder sql, List<Object> parameters) {
        sql.append(" FROM candles WHERE symbol = ? AND timeframe = ?");
        parameters.add(request.symbol());
        parameters.add(request.timeframe().wire());
        time(request.from(), " AND open_time >= ?", sql, parameters);
        time(request.to(), " AND open_time < ?", sql, parameters);
    }

    private static void time(
            Optional<Instant> time, String condition, StringBuilder sql, List<Object> parameters) {
        time.ifPresent(
                present -> {
                    sql.append(condition);
                    parameters.add(present.atOffset(ZoneOffset.UTC));
                });
    }

    private static void bind(PreparedStatement query, List<Object> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            query.setObject(i + 1, parameters.get(i));
        }
    }

    private static int fill(Connection connection, String sql, List<Object> parameters, Slice slice)
            throws SQLException {
        try (PreparedStatement query = prepared(connection, sql)) {
            query.setFetchSize(FETCH_ROWS);
            bind(query, parameters);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (slice.size() == slice.openTime.length) {
                        slice.cut(row.getLong(1), row.getLong(FIXED));
                        break;
                    }
                    read(row, slice);
                }
            }
            return slice.size();
        }
    }

    private static void read(ResultSet row, Slice slice) throws SQLException {
        int at = slice.size();
        slice.openTime[at] = row.getLong(1);
        slice.closeTime[at] = row.getLong(2);
        slice.sessionDate[at] = row.getInt(3);
        for (int price = 0; price < slice.prices.length; price++) {
            slice.prices[price][at] = row.getDouble(4 + price);
        }
        for (int count = 0; count < slice.counts.length; count++) {
            slice.counts[count][at] = row.getInt(9 + count);
        }
        slice.isComplete[at] = row.getBoolean(13);
        slice.source[at] = row.getString(14);
        for (int value = 0; value < slice.values.length; value++) {
            double number = row.getDouble(FIXED + 1 + value);
            slice.values[value][at] = row.wasNull() ? Double.NaN : number;
        }
        slice.add(row.getLong(FIXED));
    }
}
