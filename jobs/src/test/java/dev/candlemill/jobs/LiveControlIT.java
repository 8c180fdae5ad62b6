package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candlemill.postgres.EmbeddedPostgresFixture;
import dev.candlemill.postgres.SetupDraft;
import dev.candlemill.postgres.TrackedSymbols;
import dev.candlemill.postgres.TradingSetups;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Setups and symbols that come and go while a live job runs, on a market that runs fast. */
class LiveControlIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(2);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Instant BEGIN = Instant.parse("2025-02-10T00:00:00Z");

    /** Ten market minutes in a second. */
    private static final List<String> MARKET =
            List.of(
                    "--source=simulated",
                    "--seed=7",
                    "--symbols=CRYPTO:ONE",
                    "--speed=600",
                    "--set=live.forget-after=1ms",
                    "--since=" + BEGIN.minus(Duration.ofDays(3)));

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of the same strategy as the setup that is always there: they say the same. */
    private static final String MISSING =
            "SELECT count(*) FROM strategy_signals AS s WHERE setup = 'standing' AND NOT EXISTS"
                    + " (SELECT FROM strategy_signals AS o WHERE o.setup = '%s'"
                    + " AND o.symbol = s.symbol AND o.open_time = s.open_time)";

    private final TradingSetups setups =
            new TradingSetups(POSTGRES.settings("candlemill_api"), SetupDraft.Rules.FORM_ONLY);
    private final TrackedSymbols symbols = new TrackedSymbols(POSTGRES.settings("candlemill_api"));

    @TempDir private Path folder;
    private Live live;
    private JobClient job;

    @BeforeEach
    void start() throws Exception {
        add("standing", "CRYPTO:ONE");
        live =
                new Live(
                        new LiveRun(POSTGRES, folder, MARKET).options(BEGIN),
                        BackfillProgress.SILENT);
        job = live.start();
        awaitSome("strategy_signals WHERE setup = 'standing'");
    }

    @AfterEach
    void stop() throws Exception {
        live.stop(job);
        live.close();
        POSTGRES.execute(
                "TRUNCATE candles, strategy_signals, trading_setups, tracked_symbols,"
                        + " fold_snapshots, symbol_progress CASCADE");
    }

    @Test
    void aSetupIsHeardOfSilencedAndHeardOfAgain() throws Exception {
        add("joined", "CRYPTO:ONE");
        awaitCount(MISSING.formatted("joined"), 0);

        setups.pause("joined", "");
        awaitAtLeast(MISSING.formatted("joined"), 5);

        setups.resume("joined");
        awaitCount(MISSING.formatted("joined"), 0);

        setups.edit(
                "joined",
                new TradingSetups.Change(
                        Optional.empty(), Optional.empty(), Optional.of(List.of("rsi(7,45,55)"))));
        awaitSome("strategy_signals WHERE setup = 'joined' AND strategy = 'rsi(7,45,55)'");
        setups.remove("joined");
        assertThat(POSTGRES.count("strategy_signals WHERE setup = 'joined'")).isPositive();
    }

    @Test
    void aTrackedSymbolIsFollowedUntilItIsForgottenAndGoesOnWithoutAGap() throws Exception {
        symbols.track(List.of("CRYPTO:TWO"));
        awaitSome("candles WHERE symbol = 'CRYPTO:TWO' AND timeframe = '1h'");

        try (LogCapture log = LogCapture.of(Level.INFO)) {
            symbols.untrack(List.of("CRYPTO:TWO"));
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    log.lines().stream()
                                            .anyMatch(
                                                    line ->
                                                            line.contains(
                                                                    "nobody follows: [CRYPTO:TWO]")));
        }
        String behind =
                "SELECT count(*) FROM candles WHERE symbol = 'CRYPTO:ONE' AND timeframe = '5m' AND open_time >"
                        + " (SELECT max(open_time) FROM candles WHERE symbol = 'CRYPTO:TWO')";
        awaitAtLeast(behind, 12);

        symbols.track(List.of("CRYPTO:TWO"));
        awaitCount(behind, 0);
        assertThat(
                        POSTGRES.query(
                                "SELECT max(next - open_time) FROM (SELECT open_time,"
                                        + " lead(open_time) OVER (ORDER BY open_time) AS next"
                                        + " FROM candles WHERE symbol = 'CRYPTO:TWO'"
                                        + " AND timeframe = '5m') AS pairs"))
                .containsExactly("00:05:00");
    }

    @Test
    void aConnectionThatBreaksCostsOnlyTime() throws Exception {
        POSTGRES.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name LIKE '%control' AND datname = current_database()");
        add("joined", "CRYPTO:ONE");
        add("elsewhere", "CRYPTO:THREE");

        awaitCount(MISSING.formatted("joined"), 0);
        awaitSome("strategy_signals WHERE setup = 'elsewhere'");
    }

    private void add(String id, String symbol) throws Exception {
        setups.add(
                new SetupDraft(id, symbol, List.of("5m"), List.of(), List.of("sma_cross(5,20)")));
    }

    private void awaitSome(String rows) {
        awaitAtLeast("SELECT count(*) FROM " + rows, 1);
    }

    private void awaitAtLeast(String query, long count) {
        await().atMost(PATIENCE).until(() -> count(query) >= count);
    }

    private void awaitCount(String query, long count) {
        await().atMost(PATIENCE).until(() -> count(query) == count);
    }

    private long count(String query) throws Exception {
        if (job.getJobStatus().get().isTerminalState()) {
            job.getJobExecutionResult().get();
        }
        return Long.parseLong(POSTGRES.query(query).get(0));
    }
}
