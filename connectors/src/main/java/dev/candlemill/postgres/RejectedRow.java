package dev.candlemill.postgres;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.candle.Candle;
import dev.candlemill.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A row of {@code rejected_rows}. Its id is a hash of what it says, without the run and without how
 * far a late bar's symbol had come: a replay, or the same file again, adds nothing.
 */
record RejectedRow(
        String kind,
        String symbol,
        @Nullable Instant openTime,
        String reason,
        String place,
        String text,
        String source,
        @Nullable String sqlState,
        JobStamp job) {

    private static final int MOST_CHARACTERS = 256;
    private static final String LATE = "late";

    private static final String INSERT =
            "INSERT INTO rejected_rows (id, kind, symbol, open_time, reason, place, text, source,"
                    + " sqlstate, job_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (id) DO NOTHING";

    RejectedRow {
        symbol = storable(symbol);
        reason = storable(reason);
        place = storable(place);
        text = storable(text);
        source = storable(source);
    }

    static RejectedRow rejected(RejectedBar bar, JobStamp job) {
        return new RejectedRow(
                "rejected",
                bar.symbol(),
                bar.openTime() == Long.MIN_VALUE ? null : Instant.ofEpochMilli(bar.openTime()),
                bar.reason().code(),
                bar.place(),
                bar.text(),
                bar.source(),
                null,
                job);
    }

    static RejectedRow late(LateBar late, JobStamp job) {
        Bar bar = late.bar();
        return new RejectedRow(
                LATE,
                late.symbol(),
                Instant.ofEpochMilli(bar.openTime()),
                late.reason().code(),
                "horizon " + Instant.ofEpochMilli(late.horizon()),
                String.format(
                        "%s bar: open=%s high=%s low=%s close=%s volume=%s",
                        late.barSize().wire(),
                        bar.open(),
                        bar.high(),
                        bar.low(),
                        bar.close(),
                        bar.volume()),
                late.source(),
                null,
                job);
    }

    static RejectedRow poison(CandleRow row, SQLException error, JobStamp job) {
        Candle candle = row.page().candle(row.index());
        return new RejectedRow(
                "poison",
                candle.symbol(),
                Instant.ofEpochMilli(candle.openTime()),
                reasonOf(error),
                candle.timeframe().wire(),
                String.format(
                        "open=%s high=%s low=%s close=%s volume=%s bars=%d/%d revision=%d",
                        candle.open(),
                        candle.high(),
                        candle.low(),
                        candle.close(),
                        candle.volume(),
                        candle.barCount(),
                        candle.expectedBarCount(),
                        candle.revision()),
                row.page().source(),
                SqlFault.of(error).sqlState(),
                job);
    }

    /** A signal whose price the table has no room for. */
    static RejectedRow poison(Signal signal, JobStamp job) {
        return new RejectedRow(
                "poison",
                signal.symbol(),
                Instant.ofEpochMilli(signal.openTime()),
                "signal_price_out_of_range",
                signal.timeframe().wire(),
                String.format(
                        "%s of %s %s at %s: expected a price below 1e12",
                        signal.type(), signal.setup(), signal.strategy(), signal.price()),
                signal.dataSource(),
                "22003",
                job);
    }

    static int insert(Connection connection, List<RejectedRow> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (RejectedRow row : rows) {
                row.bind(insert);
                insert.addBatch();
            }
            insert.executeBatch();
            return rows.size();
        }
    }

    private void bind(PreparedStatement insert) throws SQLException {
        insert.setObject(1, id());
        insert.setString(2, kind);
        insert.setString(3, symbol);
        insert.setObject(4, openTime == null ? null : openTime.atOffset(ZoneOffset.UTC));
        insert.setString(5, reason);
        insert.setString(6, place);
        insert.setString(7, text);
        insert.setString(8, source);
        insert.setString(9, sqlState);
        insert.setString(10, job.jobId());
    }

    private UUID id() {
        String input = kind.equals(LATE) ? "" : place;
        String content =
                String.join("\n", kind, symbol, "" + openTime, reason, input, text, source);
        return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
    }

    /** The violated constraint, or what Postgres said. */
    private static String reasonOf(SQLException error) {
        if (error instanceof PSQLException refused) {
            ServerErrorMessage answer = refused.getServerErrorMessage();
            if (answer != null && answer.getConstraint() != null) {
                return answer.getConstraint();
            }
        }
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }

    /** Without what Postgres cannot keep in a text, and not longer than a person reads. */
    private static String storable(String text) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), MOST_CHARACTERS));
        for (int i = 0; i < text.length() && clean.length() < MOST_CHARACTERS; i++) {
            char c = text.charAt(i);
            clean.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return clean.toString();
    }
}
