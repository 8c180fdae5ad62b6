package dev.candlemill.postgres;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.StoredSignals;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.signal.SignalKey;
import dev.candlemill.signal.SignalType;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.RegionStart;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is stored, of each range its candles and its signals, and where a region starts the
 * snapshot. A symbol's first and last stored 5m candle are asked for once: ranges outside are
 * answered without a query. Rows that this very run wrote before a crash come without their bars
 * where the run reads them again.
 *
 * <p>Used by one thread.
 */
public final class PostgresBaselineReader implements BaselineReader {

    /** A month opens at most this long before its first bar. */
    private static final long LONGEST_LEAD = Duration.ofDays(32).toMillis();

    private static final int FETCH_ROWS = 5000;

    /** Times as seconds: {@code date_part} is far cheaper than a text, and exact for minutes. */
    private static final String EXTENT =
            "SELECT date_part('epoch', min(open_time)), date_part('epoch', max(open_time))"
                    + " FROM candles WHERE symbol = ? AND timeframe = '5m'";

    private static final String CANDLES =
            "SELECT timeframe, date_part('epoch', open_time), revision, content_hash, job_id = ?,"
                    + " open, high, low, close, volume, input_bars, indicator_revision,"
                    + " indicator_hash FROM candles"
                    + " WHERE symbol = ? AND open_time >= ? AND open_time < ?"
                    + " ORDER BY timeframe, open_time";

    private static final String SIGNALS =
            "SELECT timeframe, date_part('epoch', open_time), setup, strategy, revision,"
                    + " content_hash, signal_type, job_id = ? FROM strategy_signals"
                    + " WHERE symbol = ? AND open_time >= ? AND open_time < ?"
                    + " AND signal_type IN ('BUY', 'SELL')";

    private static final String SNAPSHOT =
            "SELECT bytes FROM fold_snapshots WHERE symbol = ? AND at = ? AND fingerprint = ?";

    private static final String NEWEST_SNAPSHOT =
            "SELECT date_part('epoch', max(at)) FROM fold_snapshots"
                    + " WHERE symbol = ? AND at <= ? AND fingerprint = ?";

    // -- configuration
    private final String jobId;
    private final String fingerprint;

    // -- runtime
    private final Transactions transactions;
    private final Map<String, Extent> extents = new HashMap<>();

    PostgresBaselineReader(PostgresSinkOptions options) {
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
        return () -> new PostgresBaselineReader(options);
    }

    @Override
    public Optional<RegionStart> startOf(String symbol, long from) throws IOException {
        Extent extent = extent(symbol);
        if (extent.isEmpty() || extent.first() >= from) {
            return Optional.empty();
        }
        Optional<RegionStart> snapshot = inTransaction(c -> newestSnapshot(c, symbol, from));
        return snapshot.isPresent()
                ? snapshot
                : Optional.of(new RegionStart(extent.first(), false));
    }

    @Override
    public Baseline read(BaselineRequest request) throws IOException {
        Extent extent = extent(request.symbol());
        boolean wantsSnapshot = request.startsRegion() && !extent.isEmpty();
        boolean wantsCandles = extent.mayHoldCandlesIn(request.from(), request.to());
        if (!wantsSnapshot && !wantsCandles) {
            return Baseline.nothing(
                    request.symbol(), request.from(), request.to(), request.startsRegion());
        }
        return inTransaction(
                connection -> {
                    byte[] snapshot =
                            wantsSnapshot
                                    ? snapshot(connection, request.symbol(), request.from())
                                    : new byte[0];
                    Found found = new Found(request);
                    StoredSignals signals = new StoredSignals(0);
                    if (wantsCandles) {
                        find(connection, found);
                        signals = signals(connection, request);
                    }
                    return new Baseline(
                            request.symbol(),
                            request.from(),
                            request.to(),
                            request.startsRegion(),
                            snapshot,
                            found.bars,
                            found.sorted(),
                            signals,
                            null);
                });
    }

    private Extent extent(String symbol) throws IOException {
        Extent extent = extents.get(symbol);
        if (extent == null) {
            extent = inTransaction(connection -> extentOf(connection, symbol));
            extents.put(symbol, extent);
        }
        return extent;
    }

    @Override
    public void close() {
        transactions.close();
    }

    @FunctionalInterface
    private interface Query<T> {
        T on(Connection connection) throws SQLException, IOException;
    }

    private <T> T inTransaction(Query<T> query) throws IOException {
        try {
            return transactions.run((connection, isRetry) -> query.on(connection));
        } catch (RefusedException e) {
            throw new PostgresException("cannot read stored candles", e.error());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading stored candles", e);
        }
    }

    private static Extent extentOf(Connection connection, String symbol) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EXTENT)) {
            statement.setString(1, symbol);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                double first = row.getDouble(1);
                return row.wasNull()
                        ? Extent.NOTHING
                        : new Extent(millis(first), millis(row.getDouble(2)));
            }
        }
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
                    signals.add(
                            new StoredSignals.Row(
                                    Timeframe.parse(row.getString(1)).ordinal(),
                                    millis(row.getDouble(2)),
                                    SignalKey.of(row.getString(3), row.getString(4)),
                                    row.getInt(5),
                                    row.getLong(6),
                                    SignalType.valueOf(row.getString(7)).ordinal(),
                                    row.getBoolean(8)));
                }
            }
        }
        return signals;
    }

    private void bindRange(PreparedStatement statement, BaselineRequest request)
            throws SQLException {
        statement.setFetchSize(FETCH_ROWS);
        statement.setString(1, jobId);
        statement.setString(2, request.symbol());
        statement.setObject(3, time(request.from()));
        statement.setObject(4, time(request.to()));
    }

    private void find(Connection connection, Found found) throws SQLException, IOException {
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

    private static long millis(double epochSeconds) {
        return Math.round(epochSeconds * 1000);
    }

    /**
     * Where stored 5m candles of a symbol open: {@code [first, last]}; a month may open earlier.
     */
    private record Extent(long first, long last) {

        static final Extent NOTHING = new Extent(Long.MAX_VALUE, Long.MIN_VALUE);

        boolean isEmpty() {
            return first > last;
        }

        boolean mayHoldCandlesIn(long from, long to) {
            return !isEmpty() && from <= last && to > first - LONGEST_LEAD;
        }
    }

    /** Rows as they come, by the timeframe's text; a baseline wants them by its ordinal. */
    private static final class Found {

        final BaselineRequest request;
        final BarColumns bars = new BarColumns(0);
        private final @Nullable StoredCandles[] byTimeframe = new StoredCandles[Timeframe.count()];
        private int size;

        Found(BaselineRequest request) {
            this.request = request;
        }

        void add(ResultSet row) throws SQLException, IOException {
            Timeframe timeframe = Timeframe.parse(row.getString(1));
            long openTime = millis(row.getDouble(2));
            boolean own = row.getBoolean(5);
            of(timeframe)
                    .add(
                            new StoredCandles.Row(
                                    timeframe.ordinal(),
                                    openTime,
                                    row.getInt(3),
                                    row.getLong(4),
                                    row.getInt(12),
                                    row.getLong(13),
                                    own));
            size++;
            if (timeframe == Timeframe.M5) {
                addBars(openTime, row, own && request.rereads(openTime));
            }
        }

        StoredCandles sorted() {
            StoredCandles sorted = new StoredCandles(size);
            for (StoredCandles candles : byTimeframe) {
                for (int i = 0; candles != null && i < candles.size(); i++) {
                    sorted.add(candles.row(i));
                }
            }
            return sorted;
        }

        private StoredCandles of(Timeframe timeframe) {
            StoredCandles candles = byTimeframe[timeframe.ordinal()];
            if (candles == null) {
                candles = new StoredCandles(16);
                byTimeframe[timeframe.ordinal()] = candles;
            }
            return candles;
        }

        /** Of a row of several bars, some may be an earlier run's: they come along. */
        private void addBars(long openTime, ResultSet row, boolean comesAgain)
                throws SQLException, IOException {
            byte[] inputBars = row.getBytes(11);
            if (inputBars == null && !comesAgain) {
                bars.add(
                        openTime,
                        row.getDouble(6),
                        row.getDouble(7),
                        row.getDouble(8),
                        row.getDouble(9),
                        row.getDouble(10),
                        (byte) BarSize.M5.ordinal());
            } else if (inputBars != null) {
                BarColumns kept =
                        BarColumns.read(new DataInputStream(new ByteArrayInputStream(inputBars)));
                bars.addRange(kept, 0, kept.size());
            }
        }
    }
}
