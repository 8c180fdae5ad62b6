package dev.candlemill.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.cli.embedded.EmbeddedPostgresServer;
import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.kafka.TopicState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/**
 * A live job with a database and topics of its own, to which things happen. It polls four symbols,
 * and a topic brings it a fifth.
 */
final class FaultyRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int SYMBOLS = 5;
    private static final String SINCE = "2024-10-15T00:00:00Z";

    /** There is history to catch up with until then. From then on bars come one after the other. */
    private static final String OPENED = "2025-01-13T03:02:10Z";

    private static final double CAUGHT_UP = 0.9;

    private static final String SETTLED = "2025-01-17T03:00:00Z";

    private static final List<String> MARKET =
            List.of(
                    "--source=simulated",
                    "--seed=3",
                    "--symbols=XNYS:ONE,CRYPTO:TWO,CRYPTO:THREE,XTKS:FOUR",
                    "--topic-symbols=" + PushedBars.SYMBOL,
                    "--set=kafka.catch-up=1s",
                    "--set=simulated.late=0.004",
                    "--set=simulated.duplicate=0.004",
                    "--set=simulated.revised=0.003",
                    "--set=simulated.bad=0.005",
                    "--strategies=sma_cross(5,20),rsi(14,40,60)",
                    "--strategy-timeframes=15m,1h",
                    "--since=" + SINCE,
                    "--market-time=" + OPENED,
                    "--market-until=2025-01-17T03:02:10Z",
                    "--speed=18000",
                    "--poll-interval=100ms",
                    "--checkpoint-interval=500ms",
                    "--parallelism=3",
                    "--sink=postgres,kafka",
                    "--set=kafka.timeframes=1h,1d");

    private final FaultyCluster cluster;
    private final String name;
    private final boolean isExactlyOnce;
    private final Database database;
    private final PushedBars pushed;
    private Process client;

    FaultyRun(FaultyCluster cluster, String name, boolean isExactlyOnce) throws Exception {
        this.cluster = cluster;
        this.name = name;
        this.isExactlyOnce = isExactlyOnce;
        database = cluster.database(name);
        pushed = new PushedBars(cluster.bootstrap(), name, Instant.parse(SETTLED));
    }

    void start() throws Exception {
        List<String> arguments = new ArrayList<>(MARKET);
        arguments.add("--job-id=" + name);
        arguments.add("--postgres-url=" + cluster.urlForJobs(database));
        arguments.add("--set=postgres.user=" + EmbeddedPostgresServer.OWNER);
        arguments.add("--set=kafka.bootstrap=" + cluster.bootstrap());
        arguments.add("--set=kafka.prefix=" + name);
        if (isExactlyOnce) {
            arguments.add("--kafka-delivery=exactly-once");
        }
        pushed.sendUntil(Instant.parse(OPENED));
        client = cluster.jobs.submit(name, "LiveJob", arguments);
    }

    /**
     * Waits until a share of what is to come is there: the first half of it is catching up, the
     * other a market that moves.
     *
     * @param candles all that will have come in the end
     */
    void awaitShare(double share, long candles) {
        if (share < 0.5) {
            long least = Math.round(2 * share * CAUGHT_UP * candles);
            await(() -> database.count("SELECT count(*) FROM candles") >= least);
        } else {
            Duration moves = Duration.between(Instant.parse(OPENED), Instant.parse(SETTLED));
            long seconds = Math.round((2 * share - 1) * moves.toSeconds());
            String time = Instant.parse(OPENED).plusSeconds(seconds).toString();
            await(() -> database.settled(time) > 0);
        }
    }

    void suffer(Fault fault, Random random) throws Exception {
        cluster.recover();
        switch (fault) {
            case JOB_MANAGER_KILLED -> {
                await(() -> database.settled("2024-10-16T00:00:00Z") > 0);
                client.destroyForcibly().onExit().join();
                cluster.suffer(fault, random);
                resume();
            }
            case RESCALED -> {
                stop();
                resume("--parallelism=" + (1 + random.nextInt(4)));
            }
            default -> cluster.suffer(fault, random);
        }
    }

    /**
     * Returns when it runs: a start that finds a server gone is refused, and nobody tries again.
     */
    private void resume(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--resume=" + name);
        client = cluster.jobs.submit(name, "LiveJob", arguments);
        await(cluster.jobs::isRunning);
    }

    private void stop() throws Exception {
        await(this::isStopped);
        assertThat(client.waitFor()).as(cluster.jobs.log(name)).isZero();
    }

    /** A fault may spoil the savepoint: then the job goes on, and is stopped again. */
    private boolean isStopped() throws Exception {
        if (!cluster.jobs.isRunning()) {
            return false;
        }
        try {
            cluster.jobs.stop(name);
            return true;
        } catch (IOException notWritten) {
            return false;
        }
    }

    /** Once all is settled. */
    LiveOutput finish() throws Exception {
        await(() -> database.settled(SETTLED) == SYMBOLS && hasAllPushed());
        cluster.recover();
        stop();
        cluster.awaitMarkers();
        assertNothingIsLostInTheCounts();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String topic : List.of("market.candles.v1", "trading.signals.v1")) {
            records.addAll(
                    EmbeddedKafkaFixture.read(
                            cluster.bootstrap(), name + "." + topic, "read_committed"));
        }
        List<String> rows = database.dump();
        rows.addAll(
                database.query(
                        "SELECT concat_ws('|', kind, symbol, open_time, reason, text,"
                                + " CASE kind WHEN 'late' THEN 'any horizon' ELSE place END)"
                                + " FROM rejected_rows"));
        return new LiveOutput(
                database.count("SELECT count(*) FROM candles"),
                rows,
                List.copyOf(TopicState.newest(records)),
                TopicState.repeated(records),
                records);
    }

    /** Silence may settle a symbol whose last bars did not arrive yet. */
    private boolean hasAllPushed() throws Exception {
        return database.count(
                        "SELECT count(*) FROM candles WHERE timeframe = '5m' AND symbol = '"
                                + PushedBars.SYMBOL
                                + "'")
                == pushed.candles();
    }

    /** What is polled shows what time it is in the market. */
    private void pushBars() throws Exception {
        for (String time :
                database.query(
                        "SELECT to_char(min(covered_until) AT TIME ZONE 'UTC',"
                                + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM symbol_progress"
                                + " WHERE symbol <> '"
                                + PushedBars.SYMBOL
                                + "' HAVING count(*) = "
                                + (SYMBOLS - 1))) {
            pushed.sendUntil(Instant.parse(time));
        }
    }

    private void assertNothingIsLostInTheCounts() throws Exception {
        assertThat(database.count("SELECT count(*) FROM live_counts WHERE bars_in > 0"))
                .as("symbols that had input")
                .isEqualTo(SYMBOLS);
        assertThat(
                        database.query(
                                "SELECT live_counts::text FROM live_counts"
                                        + " WHERE bars_in <> accepted + duplicate + late + rejected"))
                .as("input that is not accounted for")
                .isEmpty();
    }

    private void await(Callable<Boolean> condition) {
        Awaitility.await(name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            assertThat(client.isAlive()).as(cluster.jobs.log(name)).isTrue();
                            cluster.supervise();
                            pushBars();
                            return condition.call();
                        });
    }

    @Override
    public void close() throws Exception {
        pushed.close();
        if (client != null) {
            client.destroyForcibly();
            cluster.jobs.cancelAll();
        }
    }
}
