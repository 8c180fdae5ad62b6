package dev.candlemill.cli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Postgres of our own on 127.0.0.1, with its data in a folder that outlives it. Everybody on this
 * machine may connect; {@value #OWNER} needs no password.
 *
 * <p>If another command runs it already, this one uses that server.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

    /** The superuser. */
    public static final String OWNER = "postgres";

    static final String DATABASE = "candlemill";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);

    /** Room for a live job and a backfill on all cores, and for queries. */
    private static final int CONNECTIONS =
            Math.max(100, 40 + 20 * Runtime.getRuntime().availableProcessors());

    private final ServerProcess server;
    private final Confinement confinement;
    private final int port;

    private EmbeddedPostgresServer(ServerProcess server, Confinement confinement, int port) {
        this.server = server;
        this.confinement = confinement;
        this.port = port;
    }

    /**
     * Starts it, or finds it running.
     *
     * @throws IOException with the server's last words if it does not start
     */
    public static EmbeddedPostgresServer start(Path path) throws IOException, InterruptedException {
        ServerFolder folder = new ServerFolder(path);
        ServerClaim claim = ServerClaim.on(folder);
        try {
            return claim.isOwner() ? startOwned(folder, claim) : share(folder, claim);
        } catch (IOException | InterruptedException | RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    /** Without user and password. */
    public String url() {
        return url(port, DATABASE);
    }

    public int port() {
        return port;
    }

    /** Whether another command started it. */
    public boolean isShared() {
        return server.isShared();
    }

    /** Stops the server if this command started it, once no other command uses it. */
    @Override
    public void close() throws IOException {
        server.close(confinement::stop);
    }

    private static EmbeddedPostgresServer share(ServerFolder folder, ServerClaim claim)
            throws IOException, InterruptedException {
        int port = Readiness.await(START, () -> reachable(folder), folder);
        return new EmbeddedPostgresServer(
                new ServerProcess(folder, claim, null), Confinement.detect(), port);
    }

    private static Optional<Integer> reachable(ServerFolder folder) throws IOException {
        return folder.ports().stream().findFirst().filter(port -> accepts(url(port, DATABASE)));
    }

    private static EmbeddedPostgresServer startOwned(ServerFolder folder, ServerClaim claim)
            throws IOException, InterruptedException {
        Confinement confinement = Confinement.detect();
        PostgresBinaries binaries = PostgresBinaries.unpackInto(folder.path());
        endLeftover(folder);
        Path data = folder.path("data");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(folder, binaries, confinement, data);
        }
        int port = folder.freePorts(1).get(0);
        Process process = launch(folder, binaries, confinement, port);
        try {
            Readiness.await(START, () -> ready(process, port), folder);
            createDatabase(port);
        } catch (IOException | InterruptedException | RuntimeException e) {
            confinement.stop(process);
            throw e;
        }
        return new EmbeddedPostgresServer(
                new ServerProcess(folder, claim, process), confinement, port);
    }

    /** An earlier owner was killed: its server is stopping right now, or hangs. */
    private static void endLeftover(ServerFolder folder) throws IOException {
        Path pidFile = folder.path("data").resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        Optional<ProcessHandle> found = ProcessHandle.of(pid);
        String data = folder.path("data").toString();
        if (found.map(process -> process.info().commandLine().orElse("").contains(data))
                .orElse(false)) {
            ServerFolder.end(found.get(), STOP);
        } else if (found.isPresent()) {
            Files.delete(pidFile); // the number went to somebody else, and Postgres would refuse
        }
    }

    private static void initialise(
            ServerFolder folder, PostgresBinaries binaries, Confinement confinement, Path data)
            throws IOException, InterruptedException {
        Path unfinished = folder.path("data.unfinished");
        ServerFolder.delete(unfinished);
        Files.createDirectories(unfinished);
        confinement.giveAway(unfinished);
        List<String> command =
                confinement.tool(
                        binaries.program("initdb"),
                        "--pgdata=" + unfinished,
                        "--username=" + OWNER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-instructions");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                        .start();
        if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("initdb failed; its last words:\n" + folder.logTail());
        }
        Files.move(unfinished, data);
    }

    private static Process launch(
            ServerFolder folder, PostgresBinaries binaries, Confinement confinement, int port)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(binaries.program("postgres"));
        command.addAll(List.of("-D", folder.path("data").toString(), "-p", Integer.toString(port)));
        for (String setting : settings()) {
            command.addAll(List.of("-c", setting));
        }
        ProcessBuilder builder =
                new ProcessBuilder(confinement.server(command))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        return LongLivedSpawner.start(builder);
    }

    /** Durable (fsync stays on), loopback only, and roomy for bulk loads. */
    private static List<String> settings() {
        return List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=" + CONNECTIONS,
                "shared_buffers=128MB",
                "max_wal_size=2GB",
                "checkpoint_timeout=15min",
                "timezone=UTC",
                "log_timezone=UTC");
    }

    private static Optional<Boolean> ready(Process process, int port) throws IOException {
        if (!process.isAlive()) {
            throw new IOException("Postgres ended with code " + process.exitValue());
        }
        return accepts(url(port, OWNER)) ? Optional.of(true) : Optional.empty();
    }

    private static boolean accepts(String url) {
        try (Connection connection = DriverManager.getConnection(url, OWNER, "")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void createDatabase(int port) throws IOException {
        try (Connection connection = DriverManager.getConnection(url(port, OWNER), OWNER, "");
                Statement statement = connection.createStatement()) {
            boolean exists;
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                exists = rows.next();
            }
            if (!exists) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        } catch (SQLException e) {
            throw new IOException("database " + DATABASE + " could not be created", e);
        }
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }
}
