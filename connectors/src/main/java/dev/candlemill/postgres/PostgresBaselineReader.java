package dev.candlemill.postgres;

import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.SignalKey;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.signal.SignalType;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.Control;
import dev.candlemill.source.RegionStart;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is stored, of each range its candles and its signals, and where a region starts the
 * snapshot. A symbol's first and last stored 5m candle are asked for once, and so are its first and
 * last signal: what is outside is answered without a query. Rows that this very run wrote before a
 * crash come without their bars where the run reads them again.
 *
 * <p>Used by one thread.
 */
public final class PostgresBaselineReader implements BaselineReader {

    private static final int FETCH_ROWS = 5000;

    /** Those of machines. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    /** Times as seconds: {@code date_part} is far cheaper than a text, and exact for minutes. */
    private static final String OPEN_TIMES =
            "SELECT date_part('epoch', min(open_time)), date_part('epoch', max(open_time)) FROM ";

    private static final String CANDLE_EXTENT =
            OPEN_TIMES + "candles WHERE symbol = ? AND timeframe = '5m'";

    private static final String SIGNAL_EXTENT = OPEN_TIMES + "strategy_signals WHERE symbol = ?";

    private static final String CANDLES =
            "SELECT timeframe, date_part('epoch', open_time), revision, content_hash,"
                    + " job_id = ? AND ingested_at >= ?, open, high, low, close, volume, input_bars, indicator_revision,"
                    + " indicator_hash, bar_count FROM candles"
                    + " WHERE symbol = ? AND open_time >= ? AND open_time < ?"
                    + " ORDER BY timeframe, open_time";

    private static final String SIGNALS =
            "SELECT timeframe, date_part('epoch', open_time), setup, strategy, revision,"
                    + " content_hash, signal_type, job_id = ? AND known_at >= ?, status"
                    + " FROM strategy_signals"
                    + " WHERE symbol = ? AND open_time >= ? AND open_time < ?"
                    + " AND signal_type IN ('BUY', 'SELL')";

    private static final String SNAPSHOT =
            "SELECT bytes FROM fold_snapshots WHERE symbol = ? AND at = ? AND fingerprint = ?";

    private static final String NEWEST_SNAPSHOT =
            "SELECT date_part('epoch', max(at)) FROM fold_snapshots"
                    + " WHERE symbol = ? AND at <= ? AND fingerprint = ?";

    /** Clocks of machines differ. */
    private static final String SETTLED_AT =
            "SELECT updated_at - interval '10 minutes' FROM symbol_progress"
                    + " WHERE symbol = ? AND job_id = ?";

    // -- configuration
    private final @Nullable SetupSource setups;
    private final boolean isEndless;
    private final String jobId;
    private final String fingerprint;

    // -- runtime
    private final Transactions transactions;
    private final Map<String, Extent> candleExtents = new HashMap<>();
    private final Map<String, Extent> signalExtents = new HashMap<>();

    private PostgresBaselineReader(
            PostgresSinkOptions options, boolean isEndless, @Nullable SetupSource setups) {
        this.setups = setups;
        this.isEndless = isEndless;
        jobId = options.job().jobId();
        fingerprint = options.fingerprint();
        transactions =
                new Transactions(
                        options.settings(),
                        null,
                        options.limits().retries(),
                        WriterMetrics.unreported(),
                        "");
    }

    /** Readers for a run with these options. */
    public static Factory factory(PostgresSinkOptions options) {
        return () -> new PostgresBaselineReader(options, false, null);
    }

    /** Readers for a job without end, whose own rows are settled with its checkpoints. */
    public static Factory endless(PostgresSinkOptions options) {
        return () -> new PostgresBaselineReader(options, true, null);
    }

    /**
     * The same, and each region with the setups of its symbol that are active when it is read:
     * those of the job's start may have been paused since, or be others.
     *
     * @param ofEverySymbol what to watch on all symbols, beside the table's setups
     */
    public static Factory endlessWithSetups(
            PostgresSinkOptions options, List<TradingSetup> ofEverySymbol) {
        ArrayList<TradingSetup> serializable = new ArrayList<>(ofEverySymbol);
        return () -> new PostgresBaselineReader(options, true, new SetupSource(serializable));
    }

    /** What to watch on all symbols, beside the table's setups. */
    private record SetupSource(List<TradingSetup> ofEverySymbol) {

        List<TradingSetup> of(Connection connection, String symbol) throws SQLException {
            Map<String, List<TradingSetup>> own =
                    Map.of(symbol, TradingSetups.active(connection, symbol));
            return new Control(Set.of(), own, ofEverySymbol).setupsOf(symbol);
        }
    }

    @Override
    public Optional<RegionStart> startOf(String symbol, long from) throws IOException {
        Extent extent = extent(candleExtents, CANDLE_EXTENT, symbol);
        if (extent.isEmpty() || extent.first() >= from) {
            return Optional.empty();
        }
        Optional<RegionStart> snapshot =
                transactions.run("read stored candles", c -> newestSnapshot(c, symbol, from));
        return snapshot.isPresent()
                ? snapshot
                : Optional.of(new RegionStart(extent.first(), false));
    }

    @Override
    public Baseline read(BaselineRequest request) throws IOException {
        Baseline stored = readStored(request);
        SetupSource source = setups;
        if (source == null || !request.startsRegion()) {
            return stored;
        }
        return stored.withSetups(
                transactions.run("read the active setups", c -> source.of(c, request.symbol())));
    }

    private Baseline readStored(BaselineRequest request) throws IOException {
        Extent candles = extent(candleExtents, CANDLE_EXTENT, request.symbol());
        Extent signals = extent(signalExtents, SIGNAL_EXTENT, request.symbol());
        boolean wantsSnapshot = request.startsRegion() && !candles.isEmpty();
        boolean wantsCandles = candles.mayHoldRowsIn(request.from(), request.to());
        boolean wantsSignals = signals.mayHoldRowsIn(request.from(), request.to());
        if (!wantsSnapshot && !wantsCandles && !wantsSignals) {
            return Baseline.nothing(
                    request.symbol(), request.from(), request.to(), request.startsRegion());
        }
        return transactions.run(
                "read stored candles",
                connection -> {
                    byte[] snapshot =
                            wantsSnapshot
                                    ? snapshot(connection, request.symbol(), request.from())
                                    : new byte[0];
                    FoundCandles found = new FoundCandles(request);
                    if (wantsCandles) {
                        find(connection, found);
                    }
                    return new Baseline(
                            request.symbol(),
                            request.from(),
                            request.to(),
                            request.startsRegion(),
                            snapshot,
                            found.bars,
                            found.sorted(),
                            wantsSignals ? signals(connection, request) : new StoredSignals(0),
                            null);
                });
    }

    private Extent extent(Map<String, Extent> known, String query, String symbol)
            throws IOException {
        Extent extent = known.get(symbol);
        if (extent == null) {
            extent =
                    transactions.run(
                            "read stored candles",
                            connection -> Extent.ask(connection, query, symbol));
            known.put(symbol, extent);
        }
        return extent;
    }

    @Override
    public List<UnsettledRows> unsettled(
            Collection<String> held, Predicate<String> ours, Instant since) throws IOException {
        Instant earlier = since.minus(CLOCKS_DIFFER);
        return !isEndless || held.isEmpty()
                ? List.of()
                : transactions.run(
                        "read what was stored since the checkpoint",
                        connection -> UnsettledQuery.ask(connection, jobId, held, earlier));
    }

    @Override
    public void close() {
        transactions.close();
    }

    private Optional<RegionStart> newestSnapshot(Connection connection, String symbol, long from)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEWEST_SNAPSHOT)) {
            statement.setString(1, symbol);
            statement.setObject(2, time(from));
            statement.setString(3, fingerprint);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                double at = row.getDouble(1);
                return row.wasNull()
                        ? Optional.empty()
                        : Optional.of(new RegionStart(millis(at), true));
            }
        }
    }

    private byte[] snapshot(Connection connection, String symbol, long at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SNAPSHOT)) {
            statement.setString(1, symbol);
            statement.setObject(2, time(at));
            statement.setString(3, fingerprint);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getBytes(1) : new byte[0];
            }
        }
    }

    private StoredSignals signals(Connection connection, BaselineRequest request)
            throws SQLException {
        StoredSignals signals = new StoredSignals(0);
        try (PreparedStatement statement = connection.prepareStatement(SIGNALS)) {
            bindRange(statement, request);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    signals.add(signal(row));
                }
            }
        }
        return signals;
    }

    /** Of the columns of {@link #SIGNALS}, in their order. */
    static StoredSignals.Row signal(ResultSet row) throws SQLException {
        return new StoredSignals.Row(
                Timeframe.parse(row.getString(1)).ordinal(),
                millis(row.getDouble(2)),
                SignalKey.of(row.getString(3), row.getString(4)),
                row.getInt(5),
                row.getLong(6),
                SignalType.valueOf(row.getString(7)).ordinal(),
                StoredSignals.Origin.of(row.getBoolean(8), SignalStatus.valueOf(row.getString(9))));
    }

    private void bindRange(PreparedStatement statement, BaselineRequest request)
            throws SQLException {
        statement.setFetchSize(FETCH_ROWS);
        statement.setString(1, jobId);
        statement.setObject(2, ownSince(statement.getConnection(), request.symbol()));
        statement.setString(3, request.symbol());
        statement.setObject(4, time(request.from()));
        statement.setObject(5, time(request.to()));
    }

    /** Rows of an endless run that were settled before are in every sink, like other runs'. */
    private OffsetDateTime ownSince(Connection connection, String symbol) throws SQLException {
        if (!isEndless) {
            return OffsetDateTime.MIN;
        }
        try (PreparedStatement statement = connection.prepareStatement(SETTLED_AT)) {
            statement.setString(1, symbol);
            statement.setString(2, jobId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getObject(1, OffsetDateTime.class) : OffsetDateTime.MIN;
            }
        }
    }

    private void find(Connection connection, FoundCandles found) throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(CANDLES)) {
            bindRange(statement, found.request);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row);
                }
            }
        }
    }

    private static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    static long millis(double epochSeconds) {
        return Math.round(epochSeconds * 1000);
    }
}
