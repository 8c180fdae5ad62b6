package dev.candlemill.postgres;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.RejectedBar;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Hands bars over to a live job: all of a run's symbols in one transaction, so that the live job
 * sees all of them or none, and a run that is started again begins with none. Used by one thread.
 */
public final class BarHandover implements Closeable {

    private static final String HEADER =
            "INSERT INTO bar_handovers (symbol, since, bars, first_bar, last_bar, source, job_id)"
                    + " VALUES (?, ?, 1, ?, ?, ?, ?) RETURNING id";

    private static final String BARS =
            "INSERT INTO handed_bars (handover_id, seq, open_time, bar_size, open, high, low, close,"
                    + " volume) SELECT ?, seq - 1 + ?, to_timestamp(open_time), bar_size, open, high,"
                    + " low, close, volume FROM unnest(?::bigint[], ?::text[], ?::float8[],"
                    + " ?::float8[], ?::float8[], ?::float8[], ?::float8[]) WITH ORDINALITY AS"
                    + " b (open_time, bar_size, open, high, low, close, volume, seq)";

    private static final String MEASURE =
            "UPDATE bar_handovers AS h SET bars = b.bars, first_bar = b.first, last_bar = b.last"
                    + " FROM (SELECT count(*) AS bars, min(open_time) AS first, max(open_time) AS last"
                    + " FROM handed_bars WHERE handover_id = ?) AS b WHERE h.id = ?";

    private static final String NOTE = "UPDATE backfill_jobs SET handed = handed + ? WHERE id = ?";

    private final PostgresSinkOptions run;
    private final Connection connection;
    private long handover;
    private int seq;
    private long bars;

    private BarHandover(PostgresSinkOptions run, Connection connection) {
        this.run = run;
        this.connection = connection;
    }

    /**
     * Begins, for a run that holds its lease.
     *
     * @throws StaleLeaseException when another attempt has taken over
     */
    public static BarHandover begin(PostgresSinkOptions run) throws IOException {
        try {
            BarHandover handover = new BarHandover(run, run.settings().open());
            boolean isHeld = false;
            try {
                handover.connection.setAutoCommit(false);
                Leases.hold(handover.connection, run.lease());
                isHeld = true;
            } finally {
                if (!isHeld) {
                    handover.connection.close();
                }
            }
            return handover;
        } catch (SQLException e) {
            throw new PostgresException("cannot hand bars over", e);
        }
    }

    /** The next pages are of this symbol. */
    public void beginSymbol(String symbol, Instant since, String source) throws IOException {
        try (PreparedStatement header = connection.prepareStatement(HEADER)) {
            OffsetDateTime time = since.atOffset(ZoneOffset.UTC);
            header.setString(1, symbol);
            header.setObject(2, time);
            header.setObject(3, time);
            header.setObject(4, time);
            header.setString(5, source);
            header.setString(6, run.job().jobId());
            try (ResultSet row = header.executeQuery()) {
                row.next();
                handover = row.getLong(1);
            }
            seq = 0;
        } catch (SQLException e) {
            throw new PostgresException("cannot hand bars of " + symbol + " over", e);
        }
    }

    /** Valid bars, in the order in which they came. */
    public void add(BarColumns page) throws IOException {
        try (PreparedStatement insert = connection.prepareStatement(BARS)) {
            insert.setLong(1, handover);
            insert.setInt(2, seq);
            insert.setArray(3, connection.createArrayOf("int8", times(page)));
            insert.setArray(4, connection.createArrayOf("text", sizes(page)));
            Double[][] values = values(page);
            for (int column = 0; column < values.length; column++) {
                insert.setArray(5 + column, connection.createArrayOf("float8", values[column]));
            }
            insert.executeUpdate();
            seq += page.size();
            bars += page.size();
        } catch (SQLException e) {
            throw new PostgresException("cannot hand bars over", e);
        }
    }

    /** Notes what was no bar. */
    public void reject(List<RejectedBar> rejected) throws IOException {
        try {
            RejectedRow.insert(
                    connection,
                    rejected.stream().map(bar -> RejectedRow.rejected(bar, run.job())).toList());
        } catch (SQLException e) {
            throw new PostgresException("cannot note rejected bars", e);
        }
    }

    /** All bars of the symbol are there. */
    public void endSymbol() throws IOException {
        String sql = seq == 0 ? "DELETE FROM bar_handovers WHERE id = ?" : MEASURE;
        try (PreparedStatement end = connection.prepareStatement(sql)) {
            end.setLong(1, handover);
            if (seq > 0) {
                end.setLong(2, handover);
            }
            end.executeUpdate();
        } catch (SQLException e) {
            throw new PostgresException("cannot hand bars over", e);
        }
    }

    /**
     * Lets the live job see them.
     *
     * @return how many bars there are
     */
    public long commit() throws IOException {
        try (PreparedStatement note = connection.prepareStatement(NOTE)) {
            note.setLong(1, bars);
            note.setString(2, run.job().jobId());
            note.executeUpdate();
            connection.commit();
            return bars;
        } catch (SQLException e) {
            throw new PostgresException("cannot hand bars over", e);
        }
    }

    /** Without a commit before it, nothing has happened. */
    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new PostgresException("cannot end the hand-over", e);
        }
    }

    private static Long[] times(BarColumns page) {
        Long[] seconds = new Long[page.size()];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = page.openTime(i) / 1000;
        }
        return seconds;
    }

    private static String[] sizes(BarColumns page) {
        String[] sizes = new String[page.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = page.barSize(i).wire();
        }
        return sizes;
    }

    private static Double[][] values(BarColumns page) {
        Double[][] values = new Double[5][page.size()];
        for (int i = 0; i < page.size(); i++) {
            values[0][i] = page.open(i);
            values[1][i] = page.high(i);
            values[2][i] = page.low(i);
            values[3][i] = page.close(i);
            values[4][i] = page.volume(i);
        }
        return values;
    }
}
