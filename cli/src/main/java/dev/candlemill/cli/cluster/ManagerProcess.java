package dev.candlemill.cli.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A manager that outlives the command that started it, remembered in a file by its process id and
 * start: an id alone may be another process's by now.
 *
 * @param name {@code jobmanager}, {@code taskmanager-1}
 */
public record ManagerProcess(String name, Path folder) {

    /** Part of util-linux; it becomes the process that it starts. */
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * Starts it in a session of its own, where no Ctrl-C reaches it; its output goes to its log.
     */
    void start(ProcessBuilder command) throws IOException {
        if (Files.isExecutable(SETSID)) {
            command.command().add(0, SETSID.toString());
        }
        command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        ProcessHandle process = command.start().toHandle();
        Files.writeString(file(), process.pid() + " " + begin(process));
    }

    /** The running process, if it is still that. */
    public Optional<ProcessHandle> running() throws IOException {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        String[] written = Files.readString(file()).strip().split(" ");
        if (written.length != 2) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(written[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> begin(process) == Long.parseLong(written[1]));
    }

    public boolean isRunning() throws IOException {
        return running().isPresent();
    }

    /** SIGKILL, as a crash is. */
    void kill() throws IOException, InterruptedException {
        Optional<ProcessHandle> process = running();
        if (process.isPresent()) {
            process.get().destroyForcibly();
            await(process.get());
        }
        Files.deleteIfExists(file());
    }

    /** Asks it to end, and kills it if it does not. */
    void stop() throws IOException, InterruptedException {
        Optional<ProcessHandle> process = running();
        if (process.isPresent()) {
            process.get().destroy();
            if (!await(process.get())) {
                process.get().destroyForcibly();
                await(process.get());
            }
        }
        Files.deleteIfExists(file());
    }

    public Path log() {
        return folder.resolve(name + ".log");
    }

    private Path file() {
        return folder.resolve(name + ".process");
    }

    private static long begin(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }

    private static boolean await(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait for process " + process.pid(), e);
        }
    }
}
