package dev.candlemill.postgres;

import dev.candlemill.postgres.PostgresPreflightException.Problem;
import dev.candlemill.postgres.RunLease.Holder;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps a bounded run out of the months that a live job holds in its state: what one of them writes
 * there, the other does not know.
 */
public final class OpenMonths {

    /** More than the sessions that a live job takes corrections of. */
    private static final int DAYS_OF_CORRECTIONS = 10;

    /** A month may need the one before it for its first week, and so may that one. */
    private static final int MONTHS_AROUND = 2;

    private static final String SETTLED =
            "SELECT date_part('epoch', min(covered_until)), count(*) FROM symbol_progress"
                    + " WHERE cardinality(?::text[]) = 0 OR symbol = ANY (?)";

    private static final String WAITING =
            "SELECT date_part('epoch', min(since)), count(*) FROM bar_handovers"
                    + " WHERE cardinality(?::text[]) = 0 OR symbol = ANY (?)";

    private static final String SETTLED_SYMBOLS = "SELECT symbol FROM symbol_progress";

    private static final String RANGE_TO =
            "SELECT date_part('epoch', range_to) FROM backfill_jobs WHERE id = ?";

    private OpenMonths() {}

    /**
     * What a bounded run leaves to a live job.
     *
     * @param live id of the live job; empty when none runs, and bars wait that were handed over
     *     before: those that come now must not be overtaken by them
     * @param since what opens before it is the bounded run's
     * @param symbols those of which a live job may hold anything; all others are the bounded run's
     */
    public record LiveShare(Optional<String> live, Instant since, Set<String> symbols) {

        public LiveShare {
            symbols = Set.copyOf(symbols);
        }
    }

    /**
     * What a run has to hand over; empty when all of it is the run's own.
     *
     * @param to where its range ends
     * @param symbols those of the run; empty for all that there are
     */
    public static Optional<LiveShare> shareOfLive(
            PostgresSettings settings, Instant to, List<String> symbols) throws IOException {
        try (Connection connection = settings.open()) {
            Optional<String> live = RunLease.jobHolding(connection, Holder.LIVE);
            Optional<Instant> open = openSince(connection, symbols);
            Optional<Instant> waiting = earliest(connection, WAITING, symbols);
            if (live.isEmpty() && waiting.isEmpty()) {
                return Optional.empty();
            }
            Optional<Instant> since =
                    Stream.of(open, waiting)
                            .flatMap(Optional::stream)
                            .min(Comparator.naturalOrder())
                            .filter(to::isAfter);
            return since.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new LiveShare(live, since.get(), settledSymbols(connection)));
        } catch (SQLException e) {
            throw new PostgresException("cannot see what a live job holds", e);
        }
    }

    /**
     * The same for a run that goes on, and has to hand over what it had to when it began.
     *
     * @param since of the run's first attempt
     */
    public static LiveShare shareOfLive(PostgresSettings settings, Instant since)
            throws IOException {
        try (Connection connection = settings.open()) {
            return new LiveShare(
                    RunLease.jobHolding(connection, Holder.LIVE),
                    since,
                    settledSymbols(connection));
        } catch (SQLException e) {
            throw new PostgresException("cannot see what a live job holds", e);
        }
    }

    private static Set<String> settledSymbols(Connection connection) throws SQLException {
        Set<String> symbols = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(SETTLED_SYMBOLS);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                symbols.add(row.getString(1));
            }
        }
        return symbols;
    }

    /**
     * Whether a run may begin that has no bars to hand over.
     *
     * @param to where its range ends
     * @param symbols those of the run; empty for all that there are
     * @throws PostgresPreflightException when a live job holds months of the range
     */
    public static void checkBackfill(PostgresSettings settings, Instant to, List<String> symbols)
            throws IOException, PostgresPreflightException {
        try (Connection connection = settings.open()) {
            Optional<String> live = RunLease.jobHolding(connection, Holder.LIVE);
            Optional<Instant> open = openSince(connection, symbols);
            if (live.isPresent() && open.isPresent() && to.isAfter(open.get())) {
                throw new PostgresPreflightException(
                        Problem.LEASE_HELD,
                        String.format(
                                "live job %s holds what opens since %s; expected a range that ends"
                                        + " there or earlier, found one that ends at %s: choose"
                                        + " an earlier end, or stop the live job first",
                                live.get(), open.get(), to));
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot see what a live job holds", e);
        }
    }

    /**
     * Whether a live job may begin.
     *
     * @throws PostgresPreflightException when a bounded run is writing the months that it would
     *     hold
     */
    public static void checkLive(PostgresSettings settings)
            throws IOException, PostgresPreflightException {
        try (Connection connection = settings.open()) {
            Optional<String> run = RunLease.jobHolding(connection, Holder.BACKFILL);
            if (run.isEmpty()) {
                return;
            }
            Instant open = openSince(connection, List.of()).orElse(Instant.MIN);
            Optional<Instant> to = rangeTo(connection, run.get());
            if (to.isEmpty()) {
                throw new PostgresPreflightException(
                        Problem.LEASE_HELD,
                        String.format(
                                "run %s is just beginning, and does not say yet what it will write;"
                                        + " start the live job again in a moment",
                                run.get()));
            }
            if (to.get().isAfter(open)) {
                throw new PostgresPreflightException(
                        Problem.LEASE_HELD,
                        String.format(
                                "run %s writes up to %s, which the live job would hold; wait for its"
                                        + " end, or stop it",
                                run.get(), to.get()));
            }
        } catch (SQLException e) {
            throw new PostgresException("cannot see what a bounded run writes", e);
        }
    }

    /**
     * Whether a bounded run writes months that a live job holds of a symbol settled up to then; one
     * that is just beginning may.
     */
    static boolean isWritten(Connection connection, Instant settled) throws SQLException {
        Optional<String> run = RunLease.jobHolding(connection, Holder.BACKFILL);
        return run.isPresent()
                && rangeTo(connection, run.get())
                        .map(to -> to.isAfter(openSince(settled)))
                        .orElse(true);
    }

    /** The begin of the earliest month of which a live job may hold anything. */
    private static Optional<Instant> openSince(Connection connection, List<String> symbols)
            throws SQLException {
        return earliest(connection, SETTLED, symbols).map(OpenMonths::openSince);
    }

    private static Optional<Instant> earliest(
            Connection connection, String sql, List<String> symbols) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            Object[] names = symbols.toArray();
            query.setArray(1, connection.createArrayOf("text", names));
            query.setArray(2, connection.createArrayOf("text", names));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                long seconds = Math.round(row.getDouble(1));
                return row.getLong(2) == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochSecond(seconds));
            }
        }
    }

    static Instant openSince(Instant settled) {
        ZonedDateTime earliest = settled.atZone(ZoneOffset.UTC).minusDays(DAYS_OF_CORRECTIONS);
        return earliest.truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1)
                .minusMonths(MONTHS_AROUND)
                .toInstant();
    }

    private static Optional<Instant> rangeTo(Connection connection, String run)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(RANGE_TO)) {
            query.setString(1, run);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(Instant.ofEpochSecond(Math.round(row.getDouble(1))))
                        : Optional.empty();
            }
        }
    }
}
