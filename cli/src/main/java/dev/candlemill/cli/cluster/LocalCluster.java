package dev.candlemill.cli.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A session cluster of a job manager and some task managers, each a process of its own on loopback,
 * from the jars that this program runs with. It stays up when the command that started it ends; its
 * folder knows its processes, their logs and its ports.
 */
public final class LocalCluster {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String JOB_MANAGER = "jobmanager";
    private static final String TASK_MANAGER = "taskmanager-";

    private final Path folder;
    private final Path configuration;

    /**
     * @param folder of this cluster alone
     * @param configuration a folder like {@code deploy/cluster}
     */
    public LocalCluster(Path folder, Path configuration) {
        this.folder = folder;
        this.configuration = configuration;
    }

    /**
     * Starts what is missing, and returns when so many task managers are registered.
     *
     * @param port of the REST interface and the web page, for a job manager that does not run yet;
     *     0 for any that is free
     * @throws ClusterException when a process ends, or the time is over
     */
    public void up(int taskManagers, int port) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("tmp"));
        ManagerProcess jobManager = jobManager();
        if (!jobManager.isRunning()) {
            int restPort = port == 0 ? freePort() : port;
            requireFree(restPort);
            Files.writeString(folder.resolve("ports"), restPort + " " + rpcPort());
            jobManager.start(
                    manager(
                            "-Xmx512m",
                            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint"));
        }
        for (int number = 1; number <= taskManagers; number++) {
            ManagerProcess taskManager = taskManager(number);
            if (!taskManager.isRunning()) {
                taskManager.start(
                        manager(
                                "-Xmx512m",
                                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner"));
            }
        }
        awaitRegistered(taskManagers);
    }

    /** Those that have been started, running or not, by number. */
    public List<ManagerProcess> taskManagers() throws IOException {
        List<ManagerProcess> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.matches(TASK_MANAGER + "\\d+\\.process"))
                        .map(name -> name.substring(TASK_MANAGER.length(), name.indexOf('.')))
                        .map(Integer::valueOf)
                        .sorted()
                        .forEach(number -> all.add(taskManager(number)));
            }
        }
        return all;
    }

    public ManagerProcess jobManager() {
        return new ManagerProcess(JOB_MANAGER, folder);
    }

    private ManagerProcess taskManager(int number) {
        return new ManagerProcess(TASK_MANAGER + number, folder);
    }

    /** Its interface, if its job manager runs. */
    public Optional<ClusterRest> rest() throws IOException {
        return jobManager().isRunning()
                ? Optional.of(new ClusterRest(ports()[0]))
                : Optional.empty();
    }

    /**
     * Kills (SIGKILL) a task manager.
     *
     * @param number 0 for the first that runs
     * @return which; empty if it did not run
     */
    public Optional<String> killTaskManager(int number) throws IOException, InterruptedException {
        for (ManagerProcess taskManager : taskManagers()) {
            boolean isMeant = number == 0 || taskManager.name().equals(TASK_MANAGER + number);
            if (isMeant && taskManager.isRunning()) {
                taskManager.kill();
                return Optional.of(taskManager.name());
            }
        }
        return Optional.empty();
    }

    /** Kills (SIGKILL) the job manager: without high availability its jobs are forgotten. */
    public void killJobManager() throws IOException, InterruptedException {
        jobManager().kill();
    }

    /** Stops all of it. */
    public void down() throws IOException, InterruptedException {
        for (ManagerProcess taskManager : taskManagers()) {
            taskManager.stop();
        }
        jobManager().stop();
    }

    /**
     * {@code flink run}, as a process that waits for the job.
     *
     * @throws ClusterException when the cluster is not up
     */
    public ProcessBuilder submission(Path jar, String mainClass, List<String> arguments)
            throws IOException {
        ClusterRest rest =
                rest().orElseThrow(
                                () ->
                                        new ClusterException(
                                                "no cluster runs: start one with"
                                                        + " ./candlemill cluster up"));
        List<String> command = new ArrayList<>();
        command.add("org.apache.flink.client.cli.CliFrontend");
        command.addAll(List.of("run", "-m", rest.address().replace("http://", "")));
        command.addAll(List.of("-c", mainClass, jar.toString()));
        command.addAll(arguments);
        return FlinkJava.process(
                configuration, "log4j2-client.properties", List.of("-Xmx256m"), command);
    }

    private ProcessBuilder manager(String heap, String mainClass) throws IOException {
        int[] ports = ports();
        List<String> program = new ArrayList<>();
        program.add(mainClass);
        program.addAll(List.of("--configDir", configuration.toString()));
        program.add("-Drest.port=" + ports[0]);
        program.add("-Djobmanager.rpc.port=" + ports[1]);
        program.add("-Dio.tmp.dirs=" + folder.resolve("tmp"));
        program.add("-Dweb.upload.dir=" + folder.resolve("upload"));
        List<String> options =
                List.of(
                        heap,
                        "-XX:MaxDirectMemorySize=256m",
                        "-XX:MaxMetaspaceSize=256m",
                        "-XX:-UsePerfData",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Djava.io.tmpdir=" + folder.resolve("tmp"));
        return FlinkJava.process(configuration, "log4j2.properties", options, program);
    }

    private void awaitRegistered(int taskManagers) throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            requireRunning(taskManagers);
            try {
                if (new ClusterRest(ports()[0]).taskManagers() >= taskManagers) {
                    return;
                }
            } catch (IOException notYet) {
                // The job manager is starting; whether it still runs is looked at above.
            }
            if (System.nanoTime() > end) {
                throw new ClusterException(
                        "expected "
                                + taskManagers
                                + " task managers within "
                                + START.toSeconds()
                                + " s: see the logs in "
                                + folder);
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    private void requireRunning(int taskManagers) throws IOException {
        List<ManagerProcess> all = new ArrayList<>(List.of(jobManager()));
        for (int number = 1; number <= taskManagers; number++) {
            all.add(taskManager(number));
        }
        for (ManagerProcess process : all) {
            if (!process.isRunning()) {
                throw new ClusterException(process.name() + " has ended: see " + process.log());
            }
        }
    }

    private int[] ports() throws IOException {
        String[] written = Files.readString(folder.resolve("ports")).strip().split(" ");
        return new int[] {Integer.parseInt(written[0]), Integer.parseInt(written[1])};
    }

    /** That of the last start where it is free: task managers that still run look for it there. */
    private int rpcPort() throws IOException {
        if (Files.exists(folder.resolve("ports")) && isFree(ports()[1])) {
            return ports()[1];
        }
        return freePort();
    }

    private static void requireFree(int port) throws ClusterException {
        if (!isFree(port)) {
            throw new ClusterException(
                    "port " + port + " of 127.0.0.1 is taken: name another with --port");
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
