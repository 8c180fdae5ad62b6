package dev.candlemill.cli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A single Kafka broker of our own on 127.0.0.1, in a JVM of its own ({@link BrokerProcess}), with
 * its data in a folder that outlives it. If another command runs it already, this one uses that.
 */
public final class EmbeddedKafkaBroker implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final int PROBE_MILLIS = 2_000;

    private final ServerProcess server;
    private final int port;

    private EmbeddedKafkaBroker(ServerProcess server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts it, or finds it running.
     *
     * @throws IOException with the broker's last words if it does not start
     */
    public static EmbeddedKafkaBroker start(Path path) throws IOException, InterruptedException {
        ServerFolder folder = new ServerFolder(path);
        ServerClaim claim = ServerClaim.on(folder);
        try {
            return claim.isOwner() ? startOwned(folder, claim) : share(folder, claim);
        } catch (IOException | InterruptedException | RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    /** {@code 127.0.0.1:port}. */
    public String bootstrap() {
        return address(port);
    }

    /** Whether another command started it. */
    public boolean isShared() {
        return server.isShared();
    }

    /** Stops the broker if this command started it, once no other command uses it. */
    @Override
    public void close() throws IOException {
        server.close(process -> process.getOutputStream().close());
    }

    private static EmbeddedKafkaBroker share(ServerFolder folder, ServerClaim claim)
            throws IOException, InterruptedException {
        int port = Readiness.await(START, () -> reachable(folder), folder);
        return new EmbeddedKafkaBroker(new ServerProcess(folder, claim, null), port);
    }

    private static Optional<Integer> reachable(ServerFolder folder) throws IOException {
        return folder.ports().stream().findFirst().filter(EmbeddedKafkaBroker::answers);
    }

    private static EmbeddedKafkaBroker startOwned(ServerFolder folder, ServerClaim claim)
            throws IOException, InterruptedException {
        endLeftover(folder);
        List<Integer> ports = folder.freePorts(2);
        Path settings = folder.path("server.properties");
        Files.writeString(settings, BrokerSettings.text(folder.path("data"), ports));
        Process process = LongLivedSpawner.start(command(folder, settings));
        Files.writeString(folder.path("pid"), Long.toString(process.pid()));
        int port = ports.get(0);
        try {
            Readiness.await(START, () -> ready(process, port), folder);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        return new EmbeddedKafkaBroker(new ServerProcess(folder, claim, process), port);
    }

    private static void endLeftover(ServerFolder folder) throws IOException {
        Path pidFile = folder.path("pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        String settings = folder.path("server.properties").toString();
        ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                .filter(process -> process.info().commandLine().orElse("").contains(settings))
                .ifPresent(process -> ServerFolder.end(process, STOP));
    }

    private static ProcessBuilder command(ServerFolder folder, Path settings) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(
                                java,
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:MaxMetaspaceSize=160m",
                                "-Dlog4j2.configurationFile=dev/candlemill/cli/embedded/broker-log4j2.properties",
                                BrokerProcess.class.getName(),
                                settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        // not an argument: the command line stays short, and findable by its last argument
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path", ""));
        return builder;
    }

    private static Optional<Boolean> ready(Process process, int port) throws IOException {
        if (!process.isAlive()) {
            throw new IOException("Kafka ended with code " + process.exitValue());
        }
        return answers(port) ? Optional.of(true) : Optional.empty();
    }

    private static boolean answers(int port) {
        Map<String, Object> settings =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address(port),
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_MILLIS,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            return !admin.describeCluster()
                    .nodes()
                    .get(PROBE_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String address(int port) {
        return "127.0.0.1:" + port;
    }
}
