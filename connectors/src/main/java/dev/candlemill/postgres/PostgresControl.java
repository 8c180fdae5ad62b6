package dev.candlemill.postgres;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.source.Control;
import dev.candlemill.source.ControlWatch;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Setups, followed symbols, their timeframes and bars that were handed over, as the tables have
 * them. A notification says when to look; without any they are read every few seconds all the same,
 * so that a lost one costs no more than that. A broken connection is opened again, after ever
 * longer pauses. As long as it stands, the job's lease is held.
 */
public final class PostgresControl implements ControlWatch {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresControl.class);

    /** An answer that takes longer is a lost connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int SLICE_MILLIS = 250;
    private static final int FIRST_PAUSE_MILLIS = 500;
    private static final int MOST_DOUBLINGS = 6;

    private static final String LISTEN =
            "LISTEN trading_setups; LISTEN followed_symbols; LISTEN bar_handovers";
    private static final String FOLLOWED = "SELECT symbol FROM followed_symbols";
    private static final String TRACKED = "SELECT symbol, timeframes FROM tracked_symbols";
    private static final String HANDED =
            "SELECT symbol, max(id) FROM bar_handovers GROUP BY symbol";

    // -- configuration
    private final PostgresSettings settings;
    private final @Nullable Lease lease;
    private final List<TradingSetup> ofEverySymbol;
    private final Duration lookAgain;

    // -- runtime
    private volatile @Nullable Connection connection;
    private volatile boolean isClosed;
    private boolean isFirst = true;
    private int failures;

    PostgresControl(
            PostgresSettings settings,
            @Nullable Lease lease,
            List<TradingSetup> ofEverySymbol,
            Duration lookAgain) {
        this.settings =
                new PostgresSettings(
                        settings.url(),
                        settings.user(),
                        settings.password(),
                        settings.connectTimeout(),
                        PATIENCE,
                        settings.applicationName() + " control");
        this.lease = lease;
        this.ofEverySymbol = List.copyOf(ofEverySymbol);
        this.lookAgain = lookAgain;
    }

    /**
     * Watches of a job's database.
     *
     * @param store with the job's lease, which they hold
     * @param ofEverySymbol what to watch on all symbols, beside the table's setups
     */
    public static Factory factory(PostgresSinkOptions store, List<TradingSetup> ofEverySymbol) {
        ArrayList<TradingSetup> serializable = new ArrayList<>(ofEverySymbol);
        return () -> new PostgresControl(store.settings(), store.lease(), serializable, LOOK_AGAIN);
    }

    @Override
    public Optional<Control> next() throws InterruptedException {
        try {
            if (!isFirst) {
                awaitHint();
            }
            isFirst = false;
            Control control = read(connection());
            failures = 0;
            return Optional.of(control);
        } catch (SQLException | IOException e) {
            disconnect();
            failures++;
            if (!isClosed) {
                LOG.warn(
                        "setups and tracked symbols cannot be read, failure {} in a row: {}",
                        failures,
                        e.getMessage());
            }
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        disconnect();
    }

    /** A connection that breaks meanwhile is no failure yet: the tables are read by another one. */
    private void awaitHint() throws InterruptedException {
        Connection open = connection;
        if (open == null) {
            Thread.sleep(pauseMillis());
            return;
        }
        long end = System.nanoTime() + lookAgain.toNanos();
        try {
            PGConnection listening = open.unwrap(PGConnection.class);
            while (System.nanoTime() < end) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("while waiting for changed setups");
                }
                if (listening.getNotifications(SLICE_MILLIS).length > 0) {
                    return;
                }
            }
        } catch (SQLException e) {
            LOG.info("the connection that hears of changed setups broke: {}", e.getMessage());
            disconnect();
        }
    }

    private long pauseMillis() {
        long doubled = (long) FIRST_PAUSE_MILLIS << Math.min(failures, MOST_DOUBLINGS);
        return Math.min(doubled, LONGEST_PAUSE.toMillis());
    }

    /** Listens first and reads then: what changes in between is heard. */
    private Connection connection() throws SQLException, IOException {
        Connection open = connection;
        if (open == null) {
            open = settings.open();
            connection = open;
            if (isClosed) {
                disconnect();
                throw new SQLException("closed");
            }
            if (lease != null) {
                RunLease.hold(open, lease);
            }
            try (Statement statement = open.createStatement()) {
                statement.execute(LISTEN);
            }
        }
        return open;
    }

    private Control read(Connection open) throws SQLException {
        Map<String, List<TradingSetup>> setups = new HashMap<>();
        for (TradingSetup setup : TradingSetups.active(open)) {
            setups.computeIfAbsent(setup.symbol(), symbol -> new ArrayList<>()).add(setup);
        }
        Set<String> followed = new HashSet<>();
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(FOLLOWED)) {
            while (row.next()) {
                followed.add(row.getString(1));
            }
        }
        return new Control(followed, setups, ofEverySymbol, handed(open), tracked(open));
    }

    private static Map<String, Set<Timeframe>> tracked(Connection open) throws SQLException {
        Map<String, Set<Timeframe>> tracked = new HashMap<>();
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(TRACKED)) {
            while (row.next()) {
                Set<Timeframe> timeframes = EnumSet.noneOf(Timeframe.class);
                for (String wire : (String[]) row.getArray(2).getArray()) {
                    timeframes.add(Timeframe.parse(wire));
                }
                tracked.put(row.getString(1), timeframes);
            }
        }
        return tracked;
    }

    private static Map<String, Long> handed(Connection open) throws SQLException {
        Map<String, Long> handed = new HashMap<>();
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(HANDED)) {
            while (row.next()) {
                handed.put(row.getString(1), row.getLong(2));
            }
        }
        return handed;
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            LOG.debug("a broken connection could not be closed", e);
        }
    }
}
