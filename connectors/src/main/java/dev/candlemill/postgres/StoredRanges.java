package dev.candlemill.postgres;

import dev.candlemill.bar.BarPage;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A provider without bars of its own: its ranges are those of which 5m candles are stored, so that
 * what is stored comes by and is computed again.
 *
 * @param symbols which; empty: all that are stored
 * @param from epoch milliseconds, inclusive
 * @param to epoch milliseconds, exclusive; a range ends with the last stored 5m candle
 */
public record StoredRanges(PostgresSettings settings, List<String> symbols, long from, long to)
        implements BarProvider {

    private static final long serialVersionUID = 1L;

    /** Jumps from symbol to symbol in the primary key. */
    private static final String SYMBOLS =
            "WITH RECURSIVE s AS (SELECT min(symbol) AS symbol FROM candles UNION ALL"
                    + " SELECT (SELECT min(c.symbol) FROM candles AS c WHERE c.symbol > s.symbol)"
                    + " FROM s WHERE s.symbol IS NOT NULL)"
                    + " SELECT symbol FROM s WHERE symbol IS NOT NULL ORDER BY symbol";

    private static final String EXTENT =
            "SELECT date_part('epoch', min(open_time)), date_part('epoch', max(open_time))"
                    + " FROM candles WHERE symbol = ? AND timeframe = '5m'";

    public StoredRanges {
        symbols = List.copyOf(new TreeSet<>(symbols));
    }

    @Override
    public String name() {
        return "stored";
    }

    @Override
    public boolean readsWhatIsStored() {
        return true;
    }

    /** One range per symbol that has candles in {@code [from, to)}. */
    @Override
    public List<SymbolRange> plan() throws IOException {
        return inDatabase(
                connection -> {
                    List<SymbolRange> ranges = new ArrayList<>();
                    for (String symbol : symbols.isEmpty() ? all(connection) : symbols) {
                        stored(connection, symbol)
                                .map(all -> within(all))
                                .filter(range -> range.from() < range.to())
                                .ifPresent(ranges::add);
                    }
                    return ranges;
                });
    }

    /** The symbols asked for of which nothing is stored. */
    public List<String> missing() throws IOException {
        return inDatabase(
                connection -> {
                    List<String> missing = new ArrayList<>();
                    for (String symbol : symbols) {
                        if (stored(connection, symbol).isEmpty()) {
                            missing.add(symbol);
                        }
                    }
                    return missing;
                });
    }

    @Override
    public PageCursor open(SymbolRange range, long position) {
        return new PageCursor() {
            @Override
            public @Nullable BarPage next() {
                return null;
            }

            @Override
            public long position() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }

    private SymbolRange within(SymbolRange stored) {
        return new SymbolRange(
                stored.symbol(), Math.max(from, stored.from()), Math.min(to, stored.to()));
    }

    private static List<String> all(Connection connection) throws SQLException {
        List<String> symbols = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SYMBOLS)) {
            while (rows.next()) {
                symbols.add(rows.getString(1));
            }
        }
        return symbols;
    }

    private static Optional<SymbolRange> stored(Connection connection, String symbol)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EXTENT)) {
            statement.setString(1, symbol);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                double first = row.getDouble(1);
                if (row.wasNull()) {
                    return Optional.empty();
                }
                long last = Math.round(row.getDouble(2) * 1000);
                return Optional.of(
                        new SymbolRange(
                                symbol, Math.round(first * 1000), last + Timeframe.SLOT_MILLIS));
            }
        }
    }

    private <T> T inDatabase(Query<T> query) throws IOException {
        try (Connection connection = settings.open()) {
            return query.on(connection);
        } catch (SQLException e) {
            throw new PostgresException("cannot read which candles are stored", e);
        }
    }

    @FunctionalInterface
    private interface Query<T> {
        T on(Connection connection) throws SQLException;
    }
}
