package dev.candlemill.benchmarks.serving;

import dev.candlemill.benchmarks.replay.ReplaySettings;
import dev.candlemill.benchmarks.replay.ReplaySymbols;
import dev.candlemill.benchmarks.replay.Workload;
import dev.candlemill.benchmarks.run.FoldJob;
import dev.candlemill.benchmarks.run.LocalRun;
import dev.candlemill.benchmarks.run.StateKind;
import dev.candlemill.benchmarks.run.StoreSink;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.cli.embedded.EmbeddedPostgresServer;
import dev.candlemill.postgres.JobStamp;
import dev.candlemill.postgres.Leases;
import dev.candlemill.postgres.Password;
import dev.candlemill.postgres.PostgresSchema;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.postgres.PostgresSinkOptions;
import dev.candlemill.postgres.PostgresSinkOptions.WriteLimits;
import dev.candlemill.postgres.PostgresSinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;

/**
 * An embedded Postgres with hourly candles of a market that never closes, and all indicators, as
 * the backfill stores them: rather more than is asked for, so that every query has to choose.
 */
public final class StoredCandles implements AutoCloseable {

    /** Of its calendar: always open. */
    static final String VENUE = "CRYPTO";

    static final Timeframe TIMEFRAME = Timeframe.H1;

    private static final int SYMBOLS = 4;
    private static final int BARS_PER_CANDLE = 12;
    private static final int PARALLELISM = 2;

    private final Path folder;
    private final EmbeddedPostgresServer server;

    private StoredCandles(Path folder, EmbeddedPostgresServer server) {
        this.folder = folder;
        this.server = server;
    }

    /** Starts the server and stores that many candles of each symbol, and a fifth more. */
    public static StoredCandles of(int candles) throws Exception {
        Path folder = Files.createTempDirectory("candlemill-bench-api");
        StoredCandles stored = new StoredCandles(folder, EmbeddedPostgresServer.start(folder));
        try {
            stored.fill((candles + candles / 5) * BARS_PER_CANDLE);
        } catch (Exception e) {
            stored.close();
            throw e;
        }
        return stored;
    }

    private void fill(int bars) throws Exception {
        PostgresSettings owner = as(EmbeddedPostgresServer.OWNER);
        new PostgresSchema(owner).migrate();
        PostgresSinkOptions options =
                new PostgresSinkOptions(
                        owner,
                        Leases.acquire(owner, "bench", "bench", "bench"),
                        new JobStamp("bench", "bench"),
                        EnumSet.of(TIMEFRAME),
                        "bench",
                        WriteLimits.standard());
        ReplaySettings replay = ReplaySettings.of(VENUE, SYMBOLS, bars, PARALLELISM);
        FoldJob fold = new FoldJob(replay, Workload.INDICATORS);
        new LocalRun(StateKind.HEAP, PARALLELISM, Duration.ofSeconds(10))
                .run(
                        replay.timedBars(),
                        (env, probe) ->
                                fold.define(
                                        env,
                                        probe,
                                        new StoreSink(PostgresSinks.candles(options), probe)));
        try (Connection connection = owner.open();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE) candles");
        }
    }

    public List<String> symbols() {
        return List.of(ReplaySymbols.of(SYMBOLS, PARALLELISM));
    }

    PostgresSettings as(String role) {
        return PostgresSettings.of(server.url(), role, Password.none());
    }

    /** Stands when the newest candle has closed, so that none is missing. */
    Clock clock() throws Exception {
        try (Connection connection = as(EmbeddedPostgresServer.OWNER).open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(close_time) FROM candles")) {
            row.next();
            return Clock.fixed(row.getObject(1, OffsetDateTime.class).toInstant(), ZoneOffset.UTC);
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
