package dev.candlemill.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of {@code backfill_jobs}, as commands begin, end and show runs. */
public final class BackfillJobs {

    private static final String BEGIN =
            "INSERT INTO backfill_jobs (id, range_from, range_to, as_of, settings, job_version)"
                    + " VALUES (?, ?, ?, ?, ?::jsonb, ?)"
                    + " ON CONFLICT (id) DO UPDATE SET attempts = backfill_jobs.attempts + 1,"
                    + " status = 'running', finished_at = NULL, message = NULL,"
                    + " job_version = excluded.job_version";
    private static final String END =
            "UPDATE backfill_jobs SET status = ?, message = ?, finished_at = now() WHERE id = ?";

    /**
     * A fold after the last bar of a run that changed something is no continuation of what is
     * stored any more, unless the run wrote it itself.
     */
    private static final String FORGET_STALE_SNAPSHOTS =
            "DELETE FROM fold_snapshots AS f USING backfill_jobs AS j"
                    + " JOIN backfill_job_inputs AS i ON i.job_id = j.id"
                    + " WHERE j.id = ? AND f.symbol = i.symbol AND f.job_id <> j.id"
                    + " AND f.at > coalesce(i.last_bar, j.range_to)"
                    + " AND EXISTS (SELECT 1 FROM backfill_job_symbols AS s WHERE s.job_id = j.id"
                    + " AND s.symbol = i.symbol AND s.candles > 0)";

    private static final String HANDED_SINCE =
            "SELECT handed_since FROM backfill_jobs WHERE id = ?";
    private static final String HAND_SINCE =
            "UPDATE backfill_jobs SET handed_since = ? WHERE id = ?";

    private static final String NEWEST_SETTINGS =
            "SELECT settings::text FROM (SELECT settings, started_at AS at FROM backfill_jobs"
                    + " WHERE status = 'finished' UNION ALL SELECT settings, acquired_at"
                    + " FROM job_leases WHERE settings IS NOT NULL) AS runs"
                    + " ORDER BY at DESC LIMIT 1";
    private static final String SUMMARY =
            "SELECT status, attempts, bars_in, accepted, duplicate, corrected, late, rejected,"
                    + " candles, revised FROM backfill_jobs WHERE id = ?";
    private static final String REASONS =
            "SELECT reason, number::bigint FROM backfill_jobs,"
                    + " jsonb_each_text(rejected_by_reason) AS r (reason, number)"
                    + " WHERE id = ? ORDER BY reason";
    private static final String CANDLES =
            "SELECT timeframe, sum(candles)::bigint FROM backfill_job_symbols"
                    + " WHERE job_id = ? GROUP BY timeframe";

    private final PostgresSettings settings;

    public BackfillJobs(PostgresSettings settings) {
        this.settings = settings;
    }

    /** What {@link #begin} writes down. Null times mean no limit. */
    public record Run(
            String id,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Instant asOf,
            String settingsJson,
            String jobVersion) {}

    /** From where on a run hands its bars over; empty when it does not. */
    public Optional<Instant> handedSince(String jobId) throws IOException {
        try (Connection connection = settings.open();
                PreparedStatement statement = connection.prepareStatement(HANDED_SINCE)) {
            statement.setString(1, jobId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot read run " + jobId, e);
        }
    }

    /** Notes from where on a run hands its bars over, for its later attempts. */
    public void handSince(String jobId, @Nullable Instant since) throws IOException {
        try (Connection connection = settings.open();
                PreparedStatement statement = connection.prepareStatement(HAND_SINCE)) {
            setTime(statement, 1, since);
            statement.setString(2, jobId);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new PostgresException("cannot note what run " + jobId + " hands over", e);
        }
    }

    /** How a run ended. */
    public enum Outcome {
        FINISHED("finished"),
        FAILED("failed"),
        CANCELLED("cancelled");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }
    }

    /**
     * A run's counts.
     *
     * @param candlesByTimeframe rows sent, by the timeframe's wire form, in no special order
     */
    public record Summary(
            String status,
            int attempts,
            long in,
            long accepted,
            long duplicate,
            long corrected,
            long late,
            long rejected,
            long candles,
            long revised,
            Map<String, Long> rejectedByReason,
            Map<String, Long> candlesByTimeframe) {}

    /** Writes down that a run begins; for a run that is there already, another attempt. */
    public void begin(Run run) throws IOException {
        try (Connection connection = settings.open();
                PreparedStatement begin = connection.prepareStatement(BEGIN)) {
            begin.setString(1, run.id());
            setTime(begin, 2, run.from());
            setTime(begin, 3, run.to());
            setTime(begin, 4, run.asOf());
            begin.setString(5, run.settingsJson());
            begin.setString(6, run.jobVersion());
            begin.executeUpdate();
        } catch (SQLException e) {
            throw new PostgresException("cannot begin run " + run.id(), e);
        }
    }

    /**
     * Writes down how a run ended, as the holder of its lease.
     *
     * @param message why it failed; empty otherwise
     * @throws StaleLeaseException when another attempt has taken over: the row is that one's
     */
    public void end(String jobId, Lease lease, Outcome outcome, String message) throws IOException {
        try (Connection connection = settings.open();
                PreparedStatement end = connection.prepareStatement(END)) {
            connection.setAutoCommit(false);
            Leases.hold(connection, lease);
            end.setString(1, outcome.code);
            end.setString(2, message.isEmpty() ? null : message);
            end.setString(3, jobId);
            end.executeUpdate();
            if (outcome == Outcome.FINISHED) {
                forgetStaleSnapshots(connection, jobId);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new PostgresException("cannot end run " + jobId, e);
        }
    }

    private static void forgetStaleSnapshots(Connection connection, String jobId)
            throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET_STALE_SNAPSHOTS)) {
            forget.setString(1, jobId);
            forget.executeUpdate();
        }
    }

    /**
     * What the newest run was told that finished, or is or was live, as JSON of texts by key; empty
     * when there is none.
     */
    public Optional<String> newestSettings() throws IOException {
        try (Connection connection = settings.open();
                PreparedStatement statement = connection.prepareStatement(NEWEST_SETTINGS);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new PostgresException("cannot read the settings of earlier runs", e);
        }
    }

    /** Empty for a run that is not there. */
    public Optional<Summary> summary(String jobId) throws IOException {
        try (Connection connection = settings.open();
                PreparedStatement statement = connection.prepareStatement(SUMMARY)) {
            statement.setString(1, jobId);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(
                        new Summary(
                                row.getString(1),
                                row.getInt(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8),
                                row.getLong(9),
                                row.getLong(10),
                                counts(connection, REASONS, jobId),
                                counts(connection, CANDLES, jobId)));
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot read run " + jobId, e);
        }
    }

    private static Map<String, Long> counts(Connection connection, String sql, String jobId)
            throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, jobId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return counts;
    }

    private static void setTime(PreparedStatement statement, int index, @Nullable Instant time)
            throws SQLException {
        statement.setObject(index, time == null ? null : time.atOffset(ZoneOffset.UTC));
    }
}
