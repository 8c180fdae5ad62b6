package dev.candlemill.postgres;

import static java.util.Objects.requireNonNull;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.setup.TradingSetup.Status;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code trading_setups}. Every call is one transaction on one connection; whoever
 * listens on channel {@code trading_setups} gets the id of what changed.
 */
public final class TradingSetups {

    private static final String SELECT =
            "SELECT id, symbol, timeframes, indicators, strategies, status, status_reason,"
                    + " created_at, updated_at FROM trading_setups";
    private static final String INSERT =
            "INSERT INTO trading_setups (symbol, timeframes, indicators, strategies, status, id)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
    private static final String UPDATE =
            "UPDATE trading_setups SET symbol = ?, timeframes = ?, indicators = ?, strategies = ?,"
                    + " status = ? WHERE id = ?";
    private static final String SET_STATUS =
            "UPDATE trading_setups SET status = ?, status_reason = ? WHERE id = ?"
                    + " AND (status, status_reason) IS DISTINCT FROM (?, ?)";
    private static final String DELETE = "DELETE FROM trading_setups WHERE id = ?";
    private static final String HAS_SIGNALS =
            "SELECT EXISTS (SELECT FROM strategy_signals WHERE setup = ?)";

    private final Connections connections;
    private final SetupDraft.Rules rules;

    public TradingSetups(Connections connections, SetupDraft.Rules rules) {
        this.connections = requireNonNull(connections, "connections is null");
        this.rules = requireNonNull(rules, "rules is null");
    }

    /**
     * What to change of a setup; empty: leave it. A symbol does not change: that is another setup.
     */
    public record Change(
            Optional<List<String>> timeframes,
            Optional<List<String>> indicators,
            Optional<List<String>> strategies) {

        private SetupDraft of(TradingSetup setup) {
            return new SetupDraft(
                    setup.id(),
                    setup.symbol(),
                    timeframes.orElse(setup.timeframes().stream().map(Timeframe::wire).toList()),
                    indicators.orElse(setup.indicators()),
                    strategies.orElse(setup.strategies()));
        }
    }

    /** The canonical id of the symbol that somebody wrote: {@code AAPL} is {@code XNAS:AAPL}. */
    public String symbolNamed(String written) throws IOException {
        return SymbolIndex.resolve(connections, written);
    }

    /**
     * Adds an active setup.
     *
     * @throws SetupException when it is not valid, or its id is or was another one's
     */
    public TradingSetup add(SetupDraft draft) throws IOException {
        TradingSetup setup = draft.checked(rules);
        return inTransaction(
                "add setup " + setup.id(),
                connection -> {
                    if (hasSignals(connection, setup.id())) {
                        throw new SetupException(
                                "id '"
                                        + setup.id()
                                        + "' stands in signals already: expected an id that no"
                                        + " setup had before");
                    }
                    if (write(connection, INSERT, setup) == 0) {
                        throw new SetupException(
                                "setup '" + setup.id() + "' exists: expected another id, or edit");
                    }
                    return setup;
                });
    }

    /** All setups by id. */
    public List<StoredSetup> list() throws IOException {
        return inTransaction("read the setups", connection -> select(connection, " ORDER BY id"));
    }

    /** What a bounded run computes: the active ones by id, as they are now. */
    public List<TradingSetup> active() throws IOException {
        return inTransaction("read the active setups", TradingSetups::active);
    }

    static List<TradingSetup> active(Connection connection) throws SQLException {
        return select(connection, " WHERE status = 'active' ORDER BY id").stream()
                .map(StoredSetup::setup)
                .toList();
    }

    /** The active ones of a symbol, in the same order. */
    static List<TradingSetup> active(Connection connection, String symbol) throws SQLException {
        String own = SELECT + " WHERE status = 'active' AND symbol = ? ORDER BY id";
        List<TradingSetup> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(own)) {
            query.setString(1, symbol);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(stored(row).setup());
                }
            }
        }
        return found;
    }

    /**
     * Changes a setup that was not stopped; its status stays.
     *
     * @throws SetupException when there is no such setup or what comes of it is not valid
     */
    public TradingSetup edit(String id, Change change) throws IOException {
        return inTransaction(
                "edit setup " + id,
                connection -> {
                    TradingSetup old = find(connection, id).setup();
                    refuseStopped(old, "edit");
                    TradingSetup fresh = withStatus(change.of(old).checked(rules), old.status());
                    if (!fresh.equals(old)) {
                        write(connection, UPDATE, fresh);
                    }
                    return fresh;
                });
    }

    /** Takes a setup out of the runs to come until it is resumed. */
    public TradingSetup pause(String id, String reason) throws IOException {
        return move(id, Status.PAUSED, reason, "pause");
    }

    /** Computes a setup again, whoever paused or whatever stopped it. */
    public TradingSetup resume(String id) throws IOException {
        return move(id, Status.ACTIVE, "", "resume");
    }

    /** Until it is resumed: a setup that cannot be computed, and why. */
    public TradingSetup stop(String id, String reason) throws IOException {
        return move(id, Status.STOPPED, reason, "stop");
    }

    /** Forgets a setup; its signals stay, and while there are any no other setup gets its id. */
    public void remove(String id) throws IOException {
        inTransaction(
                "remove setup " + id,
                connection -> {
                    find(connection, id);
                    try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                        delete.setString(1, id);
                        return delete.executeUpdate();
                    }
                });
    }

    private TradingSetup move(String id, Status status, String reason, String what)
            throws IOException {
        return inTransaction(
                what + " setup " + id,
                connection -> {
                    TradingSetup old = find(connection, id).setup();
                    if (status == Status.PAUSED) {
                        refuseStopped(old, what);
                    }
                    try (PreparedStatement update = connection.prepareStatement(SET_STATUS)) {
                        String stored = reason.isEmpty() ? null : reason;
                        update.setString(1, status.wire());
                        update.setString(2, stored);
                        update.setString(3, id);
                        update.setString(4, status.wire());
                        update.setString(5, stored);
                        update.executeUpdate();
                    }
                    return withStatus(old, status);
                });
    }

    private static void refuseStopped(TradingSetup setup, String what) {
        if (setup.status() == Status.STOPPED) {
            throw new SetupException(
                    "cannot "
                            + what
                            + " setup '"
                            + setup.id()
                            + "': it was stopped; resume it, or add another one");
        }
    }

    /** Locked until the transaction ends. */
    private static StoredSetup find(Connection connection, String id) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(SELECT + " WHERE id = ? FOR UPDATE")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    return stored(row);
                }
            }
        }
        throw new SetupException(
                "no setup '" + id + "': expected one that ./candlemill setup list shows");
    }

    private static boolean hasSignals(Connection connection, String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HAS_SIGNALS)) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static int write(Connection connection, String sql, TradingSetup setup)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, setup.symbol());
            statement.setArray(
                    2,
                    texts(connection, setup.timeframes().stream().map(Timeframe::wire).toList()));
            statement.setArray(3, texts(connection, setup.indicators()));
            statement.setArray(4, texts(connection, setup.strategies()));
            statement.setString(5, setup.status().wire());
            statement.setString(6, setup.id());
            return statement.executeUpdate();
        }
    }

    private static List<StoredSetup> select(Connection connection, String rest)
            throws SQLException {
        List<StoredSetup> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(SELECT + rest);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(stored(row));
            }
        }
        return found;
    }

    private static StoredSetup stored(ResultSet row) throws SQLException {
        TradingSetup setup =
                new TradingSetup(
                        row.getString(1),
                        row.getString(2),
                        texts(row.getArray(3)).stream().map(Timeframe::parse).toList(),
                        texts(row.getArray(4)),
                        texts(row.getArray(5)),
                        Status.parse(row.getString(6)));
        @Nullable String reason = row.getString(7);
        return new StoredSetup(setup, reason == null ? "" : reason, time(row, 8), time(row, 9));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Array texts(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static TradingSetup withStatus(TradingSetup setup, Status status) {
        return new TradingSetup(
                setup.id(),
                setup.symbol(),
                setup.timeframes(),
                setup.indicators(),
                setup.strategies(),
                status);
    }

    @FunctionalInterface
    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(String what, Work<T> work) throws IOException {
        try (Connection connection = connections.open()) {
            connection.setAutoCommit(false);
            T result = work.in(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new PostgresException("cannot " + what, e);
        }
    }
}
