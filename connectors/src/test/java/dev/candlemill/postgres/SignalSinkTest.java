package dev.candlemill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.signal.SignalType;
import dev.candlemill.wire.WireTypes;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SignalSinkTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final String STANDING =
            "SELECT open_time AT TIME ZONE 'UTC', signal_type, price, revision, status, job_id"
                    + " FROM strategy_signals ORDER BY open_time";

    @AfterEach
    void forgetRows() throws Exception {
        POSTGRES.execute("TRUNCATE strategy_signals, rejected_rows");
    }

    @Test
    void storesEveryColumn() throws Exception {
        PostgresSinkOptions options = options("job-1");
        write(options, signal(0, 1, SignalStatus.NEW, 101.123456789));

        assertThat(
                        POSTGRES.query(
                                "SELECT id, setup, symbol, timeframe, strategy,"
                                        + " open_time AT TIME ZONE 'UTC', close_time AT TIME ZONE 'UTC',"
                                        + " signal_type, price, confidence, indicator_values,"
                                        + " candle_revision, revision, status, data_source,"
                                        + " content_hash <> 0, job_id, epoch, known_at IS NOT NULL"
                                        + " FROM strategy_signals"))
                .containsExactly(
                        signal(0, 1, SignalStatus.NEW, 1).id()
                                + "|aapl|XNAS:AAPL|1h|rsi(14,30,70)|2025-01-06 14:30:00|"
                                + "2025-01-06 15:30:00|BUY|101.12345679|0.25|{\"rsi_14\": 29.5}|"
                                + "2|1|NEW|file|t|job-1|"
                                + options.lease().epoch()
                                + "|t");
    }

    @Test
    void onlyAHigherRevisionReplacesASignal() throws Exception {
        PostgresSinkOptions options = options("job-1");
        write(
                options,
                signal(0, 1, SignalStatus.NEW, 100),
                signal(0, 3, SignalStatus.REVISED, 103),
                signal(0, 2, SignalStatus.REVISED, 102),
                signal(1, 1, SignalStatus.NEW, 100),
                signal(1, 2, SignalStatus.RETRACTED, 100));
        write(options("job-2"), signal(0, 2, SignalStatus.REVISED, 7));
        write(options("job-2"), signal(0, 3, SignalStatus.REVISED, 7));

        assertThat(POSTGRES.query(STANDING))
                .containsExactly(
                        "2025-01-06 14:30:00|BUY|103.00000000|3|REVISED|job-1",
                        "2025-01-06 15:30:00|BUY|100.00000000|2|RETRACTED|job-1");
        assertThat(
                        POSTGRES.query(
                                "SELECT content_hash = 0 FROM strategy_signals ORDER BY open_time"))
                .containsExactly("f", "t");
    }

    @Test
    void aPriceThatTheTableHasNoRoomForIsRejectedAndTheOthersAreStored() throws Exception {
        PostgresSinkOptions options = options("job-1");
        write(
                options,
                signal(0, 1, SignalStatus.NEW, 1e12),
                signal(1, 1, SignalStatus.NEW, 999_999_999_999.5),
                signal(2, 1, SignalStatus.NEW, -3e15));
        write(options, signal(0, 1, SignalStatus.NEW, 1e12));

        assertThat(POSTGRES.query("SELECT price FROM strategy_signals"))
                .containsExactly("999999999999.50000000");
        assertThat(
                        POSTGRES.query(
                                "SELECT kind, symbol, open_time AT TIME ZONE 'UTC', reason, place, text,"
                                        + " sqlstate, job_id FROM rejected_rows ORDER BY open_time"))
                .containsExactly(
                        "poison|XNAS:AAPL|2025-01-06 14:30:00|signal_price_out_of_range|1h|BUY of aapl"
                                + " rsi(14,30,70) at 1.0E12: expected a price below 1e12|22003|job-1",
                        "poison|XNAS:AAPL|2025-01-06 16:30:00|signal_price_out_of_range|1h|BUY of aapl"
                                + " rsi(14,30,70) at -3.0E15: expected a price below 1e12|22003|job-1");
    }

    @Test
    void aReplayChangesNothingAndTheSameRunMayThinkAgain() throws Exception {
        PostgresSinkOptions options = options("job-1");
        write(options, signal(0, 1, SignalStatus.NEW, 100));
        List<String> before = POSTGRES.query("SELECT xmin, * FROM strategy_signals");
        write(options, signal(0, 1, SignalStatus.NEW, 100));
        assertThat(POSTGRES.query("SELECT xmin, * FROM strategy_signals")).isEqualTo(before);

        write(options, signal(0, 1, SignalStatus.NEW, 99));
        assertThat(POSTGRES.query("SELECT price FROM strategy_signals"))
                .containsExactly("99.00000000");
    }

    @Test
    void storesEverySignalThoughTheJobFailsOnce() throws Exception {
        FailingOnce.failed = false;
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            signals.add(signal(i % 1500, 1 + i / 1500, SignalStatus.NEW, 100 + i));
        }
        StreamExecutionEnvironment job = environment();
        job.fromData(WireTypes.SIGNAL, signals.toArray(new Signal[0]))
                .map(new FailingOnce(2500))
                .returns(WireTypes.SIGNAL)
                .uid("failing")
                .sinkTo(PostgresSinks.signals(options("job-1")))
                .uid("signals");
        job.execute();

        assertThat(FailingOnce.failed).isTrue();
        assertThat(POSTGRES.query("SELECT count(*), min(revision) FROM strategy_signals"))
                .containsExactly("1500|2");
    }

    /**
     * The connector asks whether its connection is valid before each further attempt, and else
     * never.
     */
    @Test
    void countsWhatIsTriedAgain() throws Exception {
        WriterMetrics metrics = WriterMetrics.unreported();
        SignalConnections connections = new SignalConnections(POSTGRES.settings("candlemill_job"));
        connections.countRetries(metrics);
        connections.getOrEstablishConnection();
        assertThat(metrics.retries()).isZero();

        POSTGRES.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename ="
                        + " 'candlemill_job'");
        await().atMost(PATIENCE).until(() -> !connections.isConnectionValid());

        assertThat(metrics.retries()).isPositive();
        assertThat(connections.reestablishConnection().isValid(5)).isTrue();
        connections.closeConnection();
    }

    @Test
    void nothingOfAStaleRunLands() throws Exception {
        PostgresSinkOptions stale = options("job-1");
        options("job-2");

        assertThatThrownBy(() -> write(stale, signal(0, 1, SignalStatus.NEW, 100)))
                .hasStackTraceContaining("StaleLeaseException")
                .hasStackTraceContaining("was taken over: run job-2 (here) holds epoch");
        assertThat(POSTGRES.count("strategy_signals")).isZero();
    }

    @Test
    void aFlushKeepsOthersFromTakingOver() throws Exception {
        PostgresSinkOptions options = options("job-1");
        try (Connection flush = POSTGRES.settings("candlemill_job").open()) {
            flush.setAutoCommit(false);
            try (var hold = flush.prepareStatement("SELECT hold_lease('writer', ?)")) {
                hold.setLong(1, options.lease().epoch());
                hold.execute();
            }
            assertThatThrownBy(
                            () ->
                                    POSTGRES.execute(
                                            "SET lock_timeout = '100ms';"
                                                    + " UPDATE job_leases SET epoch = epoch + 1"))
                    .hasMessageContaining("lock timeout");
            flush.rollback();
        }
    }

    /**
     * A task that fails while its source is still being told things may be said to fail by that.
     */
    @Test
    void namesTheSqlStateOfARefusal() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThatThrownBy(this::writeWhatIsRefused)
                                        .hasStackTraceContaining("cannot write signals")
                                        .hasStackTraceContaining("SQLSTATE 23514"));
    }

    private void writeWhatIsRefused() throws Exception {
        write(options("job-1"), signal(0, 0, SignalStatus.NEW, 100));
    }

    @Test
    void countsTradesBetweenOppositeSignals() throws Exception {
        write(
                options("job-1"),
                signal(0, 1, SignalType.BUY, 100),
                signal(1, 1, SignalType.BUY, 90),
                signal(2, 1, SignalType.SELL, 110),
                signal(3, 1, SignalType.SELL, 50),
                signal(4, 1, SignalType.BUY, 200),
                signal(5, 1, SignalType.SELL, 190),
                signal(6, 1, SignalType.BUY, 300),
                signal(7, 2, SignalStatus.RETRACTED, 300));

        assertThat(
                        POSTGRES.query(
                                "SELECT entry_price::integer, exit_price::integer, percent FROM strategy_trades"
                                        + " ORDER BY entry_time"))
                .containsExactly("100|110|10.0000", "200|190|-5.0000", "300|null|null");
        assertThat(
                        POSTGRES.query(
                                "SELECT strategy, signals, buys, sells, retracted, closed_trades,"
                                        + " winning_trades, win_percent, average_percent FROM strategy_performance"))
                .containsExactly("rsi(14,30,70)|7|4|3|1|2|1|50.00|2.5000");
        assertThat(
                        POSTGRES.query(
                                "SELECT setup, status, signals, closed_trades, open_trades, total_percent,"
                                        + " orders FROM setup_performance_summary"))
                .containsExactly("aapl|null|7|2|1|5.0000|0");
        assertThat(POSTGRES.query("SELECT signal_type FROM recent_strategy_signals LIMIT 2"))
                .containsExactly("BUY", "SELL");
    }

    private static PostgresSinkOptions options(String jobId) throws Exception {
        return Runs.options(POSTGRES, jobId, "XNYS");
    }

    private static void write(PostgresSinkOptions options, Signal... signals) throws Exception {
        StreamExecutionEnvironment job = environment();
        job.configure(new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        job.fromData(WireTypes.SIGNAL, signals).sinkTo(PostgresSinks.signals(options));
        job.execute();
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment job =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        job.setParallelism(1);
        return job;
    }

    private static Signal signal(int hour, int revision, SignalType type, double price) {
        return signal(hour, revision, type, SignalStatus.NEW, price);
    }

    private static Signal signal(int hour, int revision, SignalStatus status, double price) {
        return signal(hour, revision, SignalType.BUY, status, price);
    }

    private static Signal signal(
            int hour, int revision, SignalType type, SignalStatus status, double price) {
        long openTime = Pages.START + hour * 3_600_000L;
        return new Signal(
                "aapl",
                "XNAS:AAPL",
                Timeframe.H1,
                "rsi(14,30,70)",
                openTime,
                openTime + 3_600_000,
                type,
                price,
                0.25,
                Map.of("rsi_14", 29.5),
                2,
                revision,
                status,
                "file");
    }

    /** Fails at some signal in the first attempt, when earlier ones may have been written. */
    private static final class FailingOnce implements MapFunction<Signal, Signal> {

        private static final long serialVersionUID = 1;

        static volatile boolean failed;

        private final int failAt;
        private int seen;

        FailingOnce(int failAt) {
            this.failAt = failAt;
        }

        @Override
        public Signal map(Signal signal) {
            if (++seen == failAt && !failed) {
                failed = true;
                throw new IllegalStateException("induced");
            }
            return signal;
        }
    }
}
