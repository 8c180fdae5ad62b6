package dev.candlemill.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.cli.embedded.EmbeddedPostgresServer;
import dev.candlemill.cli.embedded.KillableBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.awaitility.Awaitility;

/** A cluster of three processes, Postgres and Kafka, which are reached through proxies. */
final class FaultyCluster implements AutoCloseable {

    private static final int TASK_MANAGERS = 2;
    private static final int LAST_LINES = 200;
    private static final Duration SLOW = Duration.ofMillis(20);

    /** How long a server that is restarted is away, in seconds. */
    private static final Duration AWAY =
            Duration.ofSeconds(Integer.getInteger("candlemill.cluster.away", 0));

    final LocalCluster cluster;
    final Submissions jobs;
    private final Path folder;
    private final KillableBroker kafka;
    private final FaultProxy kafkaProxy;
    private final FaultProxy postgresProxy;
    private EmbeddedPostgresServer postgres;

    private FaultyCluster(Path folder, Path jar) throws Exception {
        this.folder = folder;
        cluster = new LocalCluster(folder.resolve("cluster"), BackfillClusterIT.CONFIGURATION);
        jobs = new Submissions(cluster, jar, folder);
        int port = freePort();
        kafkaProxy = new FaultProxy(port);
        kafka = new KillableBroker(folder.resolve("kafka"), port, kafkaProxy.port());
        kafka.start();
        postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"));
        postgresProxy = new FaultProxy(postgres.port());
    }

    static FaultyCluster start(Path folder, Path jar) throws Exception {
        FaultyCluster started = new FaultyCluster(folder, jar);
        started.repair();
        return started;
    }

    /** Starts the managers that do not run. */
    void repair() throws IOException, InterruptedException {
        cluster.up(TASK_MANAGERS, 0);
    }

    /**
     * Starts task managers that ended when another was killed, as whatever runs a cluster does: a
     * task that had read half a record ends its process when it tells the lost one that the buffer
     * is free.
     */
    void supervise() throws IOException, InterruptedException {
        for (ManagerProcess process : processes()) {
            if (!process.isRunning()) {
                List<String> log = Files.readAllLines(process.log());
                assertThat(log.subList(Math.max(0, log.size() - LAST_LINES), log.size()))
                        .as(process.name() + " ended")
                        .anyMatch(line -> line.contains("RemoteTransportException"));
                repair();
            }
        }
    }

    List<ManagerProcess> processes() throws IOException {
        List<ManagerProcess> all = new ArrayList<>(cluster.taskManagers());
        all.add(cluster.jobManager());
        return all;
    }

    /** Reached as it is, whatever its proxy does. */
    Database database(String name) throws Exception {
        return Database.create(postgres, name);
    }

    /** As jobs reach it. */
    String urlForJobs(Database database) {
        return database.url()
                .replace(":" + postgres.port() + "/", ":" + postgresProxy.port() + "/");
    }

    String bootstrap() {
        return "127.0.0.1:" + kafkaProxy.port();
    }

    /** What happens to processes and connections; clients of a killed job manager die apart. */
    void suffer(Fault fault, Random random) throws Exception {
        switch (fault) {
            case TASK_MANAGER_KILLED -> {
                cluster.killTaskManager(1 + random.nextInt(TASK_MANAGERS));
                repair();
            }
            case POSTGRES_RESTARTED -> {
                postgres.close();
                awaitEndOfAbsence();
                postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"));
                postgresProxy.target(postgres.port());
            }
            case KAFKA_RESTARTED -> {
                kafka.stop();
                awaitEndOfAbsence();
                kafka.start();
            }
            case KAFKA_KILLED -> {
                kafka.kill();
                kafka.start();
            }
            case POSTGRES_SLOW -> postgresProxy.delay(SLOW);
            case KAFKA_SLOW -> kafkaProxy.delay(SLOW);
            case POSTGRES_CUT -> postgresProxy.cut();
            case KAFKA_CUT -> kafkaProxy.cut();
            case CONNECTIONS_RESET -> {
                postgresProxy.reset();
                kafkaProxy.reset();
            }
            case JOB_MANAGER_KILLED -> {
                cluster.killJobManager();
                repair();
            }
            case RESCALED -> throw new IllegalArgumentException("a job is rescaled, not a cluster");
        }
    }

    private static void awaitEndOfAbsence() {
        Awaitility.await().pollDelay(AWAY).atMost(AWAY.plusMinutes(1)).until(() -> true);
    }

    /** No more slowness. */
    void recover() {
        postgresProxy.delay(Duration.ZERO);
        kafkaProxy.delay(Duration.ZERO);
    }

    /**
     * Waits until readers see what was committed: a broker whose connection to itself was cut, too,
     * notices that after 30 seconds, and only then writes the markers of what it has accepted.
     */
    void awaitMarkers() {
        Awaitility.await("markers of transactions")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () ->
                                transactions(
                                                TransactionState.PREPARE_COMMIT,
                                                TransactionState.PREPARE_ABORT)
                                        .isEmpty());
    }

    Collection<TransactionListing> openTransactions() throws Exception {
        return transactions(TransactionState.ONGOING);
    }

    private Collection<TransactionListing> transactions(TransactionState... states)
            throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            return admin.listTransactions(
                            new ListTransactionsOptions().filterStates(List.of(states)))
                    .all()
                    .get();
        }
    }

    @Override
    public void close() throws Exception {
        cluster.down();
        kafka.close();
        postgres.close();
        kafkaProxy.close();
        postgresProxy.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
