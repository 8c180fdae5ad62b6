package dev.candlemill.cli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * As whom Postgres runs, and how it learns that its parent is gone.
 *
 * <ul>
 *   <li>As root it runs in a user namespace of its own, since it refuses root; where those are
 *       forbidden, as user 65534.
 *   <li>With {@code setpriv} the kernel interrupts it when its parent dies. Without it (macOS) a
 *       shell waits for the end of a pipe that the parent holds.
 * </ul>
 */
enum Confinement {
    /** Root, with user namespaces. */
    NAMESPACE(
            List.of("unshare", "-U"), List.of("unshare", "-U", "setpriv", "--pdeathsig", "SIGINT")),
    /** Root, without. */
    NOBODY(
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
            List.of(
                    "setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    "--pdeathsig",
                    "SIGINT")),
    /** A normal user with {@code setpriv}. */
    SAME_USER(List.of(), List.of("setpriv", "--pdeathsig", "SIGINT")),
    /** A normal user without. */
    PIPE(
            List.of(),
            List.of(
                    "sh",
                    "-c",
                    "\"$@\" </dev/null & server=$!; cat >/dev/null; kill -INT $server; wait $server",
                    "sh"));

    private static final int NOBODY_ID = 65534;

    private final List<String> forTools;
    private final List<String> forServer;

    Confinement(List<String> forTools, List<String> forServer) {
        this.forTools = forTools;
        this.forServer = forServer;
    }

    /** What works here. */
    static Confinement detect() throws IOException, InterruptedException {
        boolean hasSetpriv = succeeds("setpriv", "--version");
        if (!isRoot()) {
            return hasSetpriv ? SAME_USER : PIPE;
        }
        if (!hasSetpriv) {
            throw new IOException(
                    "Postgres refuses to run as root, and there is no setpriv (util-linux) to run it as"
                            + " another user: install it, run as a normal user, or set postgres.url");
        }
        return succeeds("unshare", "-U", "true") ? NAMESPACE : NOBODY;
    }

    List<String> tool(String... command) {
        return join(forTools, List.of(command));
    }

    List<String> server(List<String> command) {
        return join(forServer, command);
    }

    /** Asks the server to stop now; with SIGTERM it would wait for every client to leave. */
    void stop(Process server) throws IOException {
        server.getOutputStream().close();
        if (this != PIPE) {
            new ProcessBuilder("sh", "-c", "kill -INT " + server.pid()).start();
        }
    }

    /** Lets the server's user own its data. */
    void giveAway(Path data) throws IOException {
        if (this != NOBODY) {
            return;
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", NOBODY_ID, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(file, "unix:gid", NOBODY_ID, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self)
                ? (int) Files.getAttribute(self, "unix:uid") == 0
                : System.getProperty("user.name", "").equals("root");
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> join(List<String> prefix, List<String> command) {
        List<String> joined = new ArrayList<>(prefix);
        joined.addAll(command);
        return joined;
    }
}
