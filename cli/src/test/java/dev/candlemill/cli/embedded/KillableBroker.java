package dev.candlemill.cli.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** A broker that clients find at another port than its own, and that may be killed. */
public final class KillableBroker implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    private final ServerFolder folder;
    private final Path settings;
    private final int port;
    private Process process;

    /**
     * Not started yet.
     *
     * @param port its own
     * @param advertised where clients are sent to
     */
    public KillableBroker(Path path, int port, int advertised) throws IOException {
        this.folder = new ServerFolder(path);
        this.port = port;
        this.settings = folder.path("server.properties");
        String text = BrokerSettings.text(folder.path("data"), List.of(port, freePort()));
        String its = "advertised.listeners=PLAINTEXT://127.0.0.1:";
        Files.writeString(settings, text.replace(its + port, its + advertised));
    }

    /** Returns when clients are answered, under the port that they are sent to. */
    public void start() throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dlog4j2.configurationFile=dev/candlemill/cli/embedded/broker-log4j2.properties",
                                BrokerProcess.class.getName(),
                                settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        process = LongLivedSpawner.start(builder);
        Readiness.await(START, this::answers, folder);
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Orderly, as an administrator stops it. */
    public void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    @Override
    public void close() {
        kill();
    }

    private Optional<Boolean> answers() {
        Map<String, Object> client =
                Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:" + port,
                        "request.timeout.ms",
                        2_000,
                        "default.api.timeout.ms",
                        2_000);
        try (Admin admin = Admin.create(client)) {
            admin.listTopics().names().get();
            return Optional.of(true);
        } catch (ExecutionException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
