package dev.candlemill.postgres;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.source.HandedBarsStore;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of {@code bar_handovers} and {@code handed_bars}, as a live job takes them. */
public final class PostgresHandedBars implements HandedBarsStore {

    private static final int FETCH_ROWS = 5000;

    /** A symbol that was never settled begins with what it was handed. */
    private static final String HEADER =
            "SELECT max(h.id), date_part('epoch', min(h.since)),"
                    + " date_part('epoch', coalesce(min(p.covered_until), min(h.since)))"
                    + " FROM bar_handovers AS h LEFT JOIN symbol_progress AS p ON p.symbol = h.symbol"
                    + " WHERE h.symbol = ?";

    private static final String BARS =
            "SELECT h.id, h.source, date_part('epoch', b.open_time), b.bar_size, b.open, b.high,"
                    + " b.low, b.close, b.volume FROM bar_handovers AS h"
                    + " JOIN handed_bars AS b ON b.handover_id = h.id"
                    + " WHERE h.symbol = ? AND h.id <= ? ORDER BY h.id, b.seq";

    private static final String REMOVE = "DELETE FROM bar_handovers WHERE symbol = ? AND id <= ?";

    private final Transactions transactions;

    private PostgresHandedBars(PostgresSinkOptions options) {
        this.transactions = options.transactions(WriterMetrics.unreported(), "");
    }

    /** Stores of a job that holds its lease. */
    public static Factory factory(PostgresSinkOptions options) {
        return () -> new PostgresHandedBars(options);
    }

    @Override
    public Optional<Waiting> waiting(String symbol) throws IOException {
        return transactions.run("take handed bars", connection -> waiting(connection, symbol));
    }

    @Override
    public void remove(Map<String, Long> taken) throws IOException {
        transactions.run(
                "remove handed bars",
                connection -> {
                    try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
                        for (Map.Entry<String, Long> symbol : new TreeMap<>(taken).entrySet()) {
                            remove.setString(1, symbol.getKey());
                            remove.setLong(2, symbol.getValue());
                            remove.addBatch();
                        }
                        return remove.executeBatch();
                    }
                });
    }

    @Override
    public void close() {
        transactions.close();
    }

    private static Optional<Waiting> waiting(Connection connection, String symbol)
            throws SQLException {
        try (PreparedStatement header = connection.prepareStatement(HEADER)) {
            header.setString(1, symbol);
            try (ResultSet row = header.executeQuery()) {
                row.next();
                long upTo = row.getLong(1);
                if (row.wasNull()) {
                    return Optional.empty();
                }
                return Optional.of(
                        new Waiting(
                                upTo,
                                PostgresBaselineReader.millis(row.getDouble(2)),
                                PostgresBaselineReader.millis(row.getDouble(3)),
                                pages(connection, symbol, upTo)));
            }
        }
    }

    private static List<BarPage> pages(Connection connection, String symbol, long upTo)
            throws SQLException {
        Map<Long, BarPage> pages = new LinkedHashMap<>();
        try (PreparedStatement bars = connection.prepareStatement(BARS)) {
            bars.setFetchSize(FETCH_ROWS);
            bars.setString(1, symbol);
            bars.setLong(2, upTo);
            try (ResultSet row = bars.executeQuery()) {
                while (row.next()) {
                    String source = row.getString(2);
                    BarPage page =
                            pages.computeIfAbsent(row.getLong(1), id -> emptyPage(symbol, source));
                    add(row, page.bars());
                }
            }
        }
        return new ArrayList<>(pages.values());
    }

    private static BarPage emptyPage(String symbol, String source) {
        return BarPage.of(symbol, new BarColumns(0), BarPage.UNKNOWN, BarPage.UNKNOWN, source);
    }

    private static void add(ResultSet row, BarColumns bars) throws SQLException {
        Bar bar =
                new Bar(
                        PostgresBaselineReader.millis(row.getDouble(3)),
                        row.getDouble(5),
                        row.getDouble(6),
                        row.getDouble(7),
                        row.getDouble(8),
                        row.getDouble(9));
        bars.add(bar, row.getString(4).equals(BarSize.M1.wire()) ? BarSize.M1 : BarSize.M5);
    }
}
