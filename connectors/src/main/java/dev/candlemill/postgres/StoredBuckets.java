package dev.candlemill.postgres;

import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.postgres.PostgresPreflightException.Problem;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run from mixing two grids of buckets: the newest stored candles must be buckets of the
 * run's own calendar. They are the evidence themselves, whichever venue, alignment, session or
 * venues file made them, and whatever has changed in these that moves no bucket.
 */
public final class StoredBuckets {

    private static final String NEWEST =
            "SELECT s.symbol, t.timeframe, c.open_time, c.close_time, c.job_id"
                    + " FROM unnest(?::text[]) AS s (symbol)"
                    + " CROSS JOIN unnest(?::text[]) AS t (timeframe)"
                    + " CROSS JOIN LATERAL (SELECT open_time, close_time, job_id FROM candles"
                    + " WHERE symbol = s.symbol AND timeframe = t.timeframe"
                    + " ORDER BY open_time DESC LIMIT 1) AS c";

    /** What the run of a candle was told of calendars. */
    private static final String TOLD =
            "SELECT string_agg(key || ' ' || value, ', ' ORDER BY key)"
                    + " FROM backfill_jobs, jsonb_each_text(settings)"
                    + " WHERE id = ? AND key IN ('alignment', 'session', 'venue', 'venues.file')";

    private final CalendarSettings calendars;
    private final Set<String> misfits = new TreeSet<>();
    private @Nullable Candle first;

    private StoredBuckets(CalendarSettings calendars) {
        this.calendars = calendars;
    }

    /**
     * Looks at the newest candle of each symbol and timeframe up to a day.
     *
     * @param symbols that a run writes
     * @param timeframes that it writes
     * @throws PostgresPreflightException when one is no bucket of the run's calendar
     */
    public static void check(
            PostgresSettings settings,
            CalendarSettings calendars,
            Collection<String> symbols,
            Set<Timeframe> timeframes)
            throws IOException, PostgresPreflightException {
        StoredBuckets buckets = new StoredBuckets(calendars);
        try (Connection connection = settings.open();
                PreparedStatement query = connection.prepareStatement(NEWEST)) {
            query.setArray(1, texts(connection, symbols.toArray(new String[0])));
            query.setArray(2, texts(connection, cut(timeframes)));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    buckets.check(Candle.of(row));
                }
            }
            if (buckets.first != null) {
                throw buckets.refusal(connection, buckets.first);
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot see under which calendar candles were made", e);
        }
    }

    private record Candle(
            String symbol, Timeframe timeframe, Instant open, Instant close, String jobId) {

        static Candle of(ResultSet row) throws SQLException {
            return new Candle(
                    row.getString(1),
                    Timeframe.parse(row.getString(2)),
                    row.getTimestamp(3).toInstant(),
                    row.getTimestamp(4).toInstant(),
                    row.getString(5));
        }
    }

    /** Longer ones consist of whole days. */
    private static String[] cut(Set<Timeframe> timeframes) {
        return timeframes.stream()
                .filter(timeframe -> timeframe.isIntraday() || timeframe == Timeframe.D1)
                .map(Timeframe::wire)
                .toArray(String[]::new);
    }

    private static Array texts(Connection connection, String[] texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }

    private void check(Candle candle) {
        VenueCalendar calendar = calendars.calendarOf(candle.symbol());
        long open = candle.open().toEpochMilli();
        if (calendar.covers(open) && !isBucket(candle, calendar.sessionAt(open))) {
            misfits.add(candle.symbol());
            first = first == null ? candle : first;
        }
    }

    private static boolean isBucket(Candle candle, @Nullable Session session) {
        if (session == null) {
            return false;
        }
        int timeframe = candle.timeframe().ordinal();
        int slot = session.slotAt(candle.open().toEpochMilli());
        int bucket = session.grid().bucketAt(timeframe, slot);
        int end = session.grid().endSlot(timeframe, bucket);
        return session.grid().firstSlot(timeframe, bucket) == slot
                && session.slotOpen(end) == candle.close().toEpochMilli();
    }

    private PostgresPreflightException refusal(Connection connection, Candle candle)
            throws SQLException {
        String others = misfits.size() > 1 ? " and " + (misfits.size() - 1) + " more symbols" : "";
        return new PostgresPreflightException(
                Problem.OTHER_CALENDAR,
                String.format(
                        "candles of %s%s were made under another calendar: expected buckets of %s,"
                                + " found %s from %s to %s by run %s%s. Run with the same venue,"
                                + " alignment and session, or use another database, or delete the"
                                + " candles of these symbols first",
                        candle.symbol(),
                        others,
                        calendars.calendarOf(candle.symbol()),
                        candle.timeframe().wire(),
                        candle.open(),
                        candle.close(),
                        candle.jobId(),
                        told(connection, candle.jobId())
                                .map(text -> " (" + text + ")")
                                .orElse("")));
    }

    private static Optional<String> told(Connection connection, String jobId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TOLD)) {
            query.setString(1, jobId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }
}
