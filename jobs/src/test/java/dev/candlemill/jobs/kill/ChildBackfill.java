package dev.candlemill.jobs.kill;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A running {@link KillableBackfill}. Its folder keeps its log, its result and its leftovers. */
final class ChildBackfill implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path log;
    private final Path result;

    private ChildBackfill(Process process, Path log, Path result) {
        this.process = process;
        this.log = log;
        this.result = result;
    }

    static ChildBackfill start(Path parent, List<String> arguments) throws IOException {
        Path folder = Files.createTempDirectory(parent, "child-");
        Path log = folder.resolve("log");
        Path result = folder.resolve("result");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + folder,
                        KillableBackfill.class.getName(),
                        result.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new ChildBackfill(builder.start(), log, result);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it in the middle of whatever it does, as a long pause of its machine would. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start().waitFor();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running");
        }
        return process.exitValue();
    }

    /** What the run counted, by name, when it has ended by itself. */
    Map<String, Long> await() throws IOException, InterruptedException {
        if (exitCode() != 0) {
            throw new IllegalStateException("exit code " + process.exitValue() + "\n" + log());
        }
        Properties lines = new Properties();
        try (Reader in = Files.newBufferedReader(result)) {
            lines.load(in);
        }
        Map<String, Long> counts = new TreeMap<>();
        lines.stringPropertyNames()
                .forEach(name -> counts.put(name, Long.valueOf(lines.getProperty(name))));
        return counts;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
