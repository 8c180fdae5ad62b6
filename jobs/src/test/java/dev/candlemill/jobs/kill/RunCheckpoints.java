package dev.candlemill.jobs.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a run's checkpoint folder shows from outside: {@code <Flink's id>/chk-<n>/_metadata}. */
record RunCheckpoints(Path folder) {

    private static final String PREFIX = "chk-";

    /** The number of the newest completed checkpoint; 0 before the first. */
    long newestCompleted() throws IOException {
        return checkpoints().stream()
                .filter(RunCheckpoints::isCompleted)
                .mapToLong(RunCheckpoints::number)
                .max()
                .orElse(0);
    }

    /** The number of the newest checkpoint, completed or not; 0 before the first. */
    long newestBegun() throws IOException {
        return checkpoints().stream().mapToLong(RunCheckpoints::number).max().orElse(0);
    }

    /** Whether a checkpoint has begun that is not completed. */
    boolean isOneInFlight() throws IOException {
        long completed = newestCompleted();
        return checkpoints().stream()
                .anyMatch(path -> number(path) > completed && !isCompleted(path));
    }

    private List<Path> checkpoints() throws IOException {
        return children(folder).stream()
                .filter(Files::isDirectory)
                .flatMap(attempt -> children(attempt).stream())
                .filter(path -> path.getFileName().toString().startsWith(PREFIX))
                .toList();
    }

    private static boolean isCompleted(Path checkpoint) {
        return Files.exists(checkpoint.resolve("_metadata"));
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
    }

    private static List<Path> children(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.toList();
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
