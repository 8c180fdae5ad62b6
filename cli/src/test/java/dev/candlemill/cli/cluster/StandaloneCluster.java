package dev.candlemill.cli.cluster;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A session cluster as one would install it, a job manager and a task manager in processes of their
 * own, on loopback. It has Flink's jars and none of ours, nor of what our jar brings with it.
 */
final class StandaloneCluster implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Parts of paths of jars that no cluster has. */
    private static final List<String> NOT_FLINK =
            List.of(
                    "candlemill",
                    "flink-connector-base",
                    "flink-connector-kafka",
                    "flink-test-utils",
                    "/postgresql/",
                    "/kafka/",
                    "/flywaydb/",
                    "/zonky/",
                    "/picocli/",
                    "/jackson/",
                    "/junit/",
                    "/assertj/",
                    "/awaitility/",
                    "/archunit/");

    private static final Pattern JOB_ID = Pattern.compile("\"id\":\"([0-9a-f]{32})\"");

    private final Path folder;
    private final int restPort;
    private final List<Process> processes = new ArrayList<>();

    private StandaloneCluster(Path folder, int restPort) {
        this.folder = folder;
        this.restPort = restPort;
    }

    /**
     * Returns when both slots are there.
     *
     * @param folder for the configuration and the logs
     */
    static StandaloneCluster start(Path folder) throws IOException {
        StandaloneCluster cluster = new StandaloneCluster(folder, freePort());
        boolean started = false;
        try {
            cluster.writeConfiguration(freePort());
            cluster.startManagers();
            await().atMost(START).until(cluster::isReady);
            started = true;
            return cluster;
        } finally {
            if (!started) {
                cluster.close();
            }
        }
    }

    /** {@code flink run}, as a process; its output goes to {@code log}. */
    Process submit(Path log, Path jar, String mainClass, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add("org.apache.flink.client.cli.CliFrontend");
        command.addAll(List.of("run", "-m", "127.0.0.1:" + restPort, "-c", mainClass));
        command.add(jar.toString());
        command.addAll(arguments);
        return java(log, command);
    }

    /** Whether the only job that this cluster has run was restored from a checkpoint. */
    boolean hasRestored() throws IOException, InterruptedException {
        String jobs = ask("/jobs");
        Matcher id = JOB_ID.matcher(jobs);
        if (!id.find()) {
            throw new IllegalStateException("no job in " + jobs);
        }
        return ask("/jobs/" + id.group(1) + "/checkpoints").contains("\"restored\":{\"id\":");
    }

    /** SIGKILL for all of it. */
    @Override
    public void close() {
        for (Process process : processes) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private void startManagers() throws IOException {
        List<String> configured = List.of("--configDir", folder.toString());
        List<String> jobManager = new ArrayList<>();
        jobManager.add("org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
        jobManager.addAll(configured);
        List<String> taskManager = new ArrayList<>();
        taskManager.add("org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
        taskManager.addAll(configured);
        processes.add(java(folder.resolve("jobmanager.log"), jobManager));
        processes.add(java(folder.resolve("taskmanager.log"), taskManager));
    }

    private boolean isReady() throws InterruptedException {
        for (Process process : processes) {
            if (!process.isAlive()) {
                throw new IllegalStateException("a manager has ended: see the logs in " + folder);
            }
        }
        try {
            return ask("/overview").contains("\"slots-available\":2");
        } catch (IOException notYet) {
            return false;
        }
    }

    private String ask(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + restPort + path);
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(ANSWER).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private Process java(Path log, List<String> command) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.addAll(
                List.of(
                        "-Xmx512m",
                        "-XX:MaxDirectMemorySize=256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-Djava.io.tmpdir=" + folder,
                        "--add-opens=java.base/java.util=ALL-UNNAMED"));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().keySet().removeIf(name -> name.startsWith("CANDLEMILL_"));
        builder.environment().put("CLASSPATH", flinkOnly());
        builder.environment().put("FLINK_CONF_DIR", folder.toString());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return builder.start();
    }

    private static String flinkOnly() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar"))
                .filter(path -> NOT_FLINK.stream().noneMatch(path::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void writeConfiguration(int rpcPort) throws IOException {
        Map<String, String> keys = new TreeMap<>();
        keys.put("jobmanager.rpc.address", "127.0.0.1");
        keys.put("jobmanager.rpc.port", "" + rpcPort);
        keys.put("jobmanager.bind-host", "127.0.0.1");
        keys.put("rest.address", "127.0.0.1");
        keys.put("rest.bind-address", "127.0.0.1");
        keys.put("rest.port", "" + restPort);
        keys.put("taskmanager.host", "127.0.0.1");
        keys.put("taskmanager.bind-host", "127.0.0.1");
        keys.put("taskmanager.numberOfTaskSlots", "2");
        keys.put("cluster.registration.error-delay", "200ms");
        // What Flink's scripts would work out.
        keys.put("taskmanager.cpu.cores", "2.0");
        keys.put("taskmanager.memory.framework.heap.size", "64mb");
        keys.put("taskmanager.memory.framework.off-heap.size", "128mb");
        keys.put("taskmanager.memory.task.heap.size", "384mb");
        keys.put("taskmanager.memory.task.off-heap.size", "0b");
        keys.put("taskmanager.memory.network.min", "64mb");
        keys.put("taskmanager.memory.network.max", "64mb");
        keys.put("taskmanager.memory.managed.size", "64mb");
        keys.put("taskmanager.memory.jvm-metaspace.size", "256mb");
        keys.put("taskmanager.memory.jvm-overhead.min", "192mb");
        keys.put("taskmanager.memory.jvm-overhead.max", "192mb");
        List<String> lines =
                keys.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
        Files.createDirectories(folder);
        Files.write(folder.resolve("config.yaml"), lines);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
