package dev.candlemill.jobs.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.ParseResult;

/**
 * A run to continue. Its folder is {@code <checkpoint.dir>/<job id>}: the settings it began with in
 * {@code settings.yaml}, Flink's checkpoints in {@code <Flink's id>/chk-<n>}, the savepoint of a
 * live job that was stopped in {@code stopped/savepoint-...}.
 *
 * @param remembered the settings it began with, so that {@code --resume} needs no other flag
 * @param checkpoint the newest completed one; empty: it crashed before the first
 */
record Resume(Layer remembered, Optional<String> checkpoint) {

    /** Which job a run is of; each finds its own. */
    enum Kind {
        BACKFILL("settings.yaml"),
        LIVE("live.yaml");

        private final String fileName;

        Kind(String fileName) {
            this.fileName = fileName;
        }
    }

    private static final Comparator<FileStatus> OLDEST_FIRST =
            Comparator.comparingLong(FileStatus::getModificationTime);

    static Optional<Resume> wanted(
            Kind kind, ParseResult parsed, List<Layer> layers, Layer fallbacks) {
        if (!parsed.hasMatchedOption(BackfillFlags.RESUME)) {
            return Optional.empty();
        }
        Layer remembered = new Layer();
        Optional<String> folder =
                Stream.concat(layers.stream(), Stream.of(fallbacks))
                        .flatMap(layer -> layer.get(RunKeys.CHECKPOINT_DIR).stream())
                        .findFirst()
                        .map(entry -> RunKeys.CHECKPOINT_DIR.type().parse(entry.texts()));
        if (folder.isEmpty()) {
            remembered.add(
                    ConfigProblem.missing(
                            RunKeys.CHECKPOINT_DIR, "where the run's checkpoints are"));
            return Optional.of(new Resume(remembered, Optional.empty()));
        }
        List<String> ids = FlagLayer.texts(parsed, BackfillFlags.RESUME);
        return Optional.of(find(kind, new Path(folder.get()), ids.isEmpty() ? "" : ids.get(0)));
    }

    /** A checkpoint holds what a symbol's source was, and how far that had come. */
    Optional<ConfigProblem> movedSymbols(Settings settings) {
        Set<String> before =
                remembered
                        .get(LiveKeys.TOPIC_SYMBOLS)
                        .map(entry -> LiveKeys.TOPIC_SYMBOLS.type().parse(entry.texts()))
                        .<Set<String>>map(TreeSet::new)
                        .orElseGet(TreeSet::new);
        Set<String> now = new TreeSet<>(settings.get(LiveKeys.TOPIC_SYMBOLS).orElse(List.of()));
        if (checkpoint.isEmpty() || now.equals(before)) {
            return Optional.empty();
        }
        return Optional.of(
                ConfigProblem.wrong(
                        LiveKeys.TOPIC_SYMBOLS.name(),
                        settings.shown(LiveKeys.TOPIC_SYMBOLS).orElse(""),
                        before
                                + ", as when the checkpoint was written: start without --resume to"
                                + " move symbols to another source",
                        settings.origin(LiveKeys.TOPIC_SYMBOLS).orElse("")));
    }

    /** Writes what the run was told, but no secrets and nothing that belongs to this place. */
    static void remember(Kind kind, Settings settings, String folder) throws IOException {
        Path file = new Path(folder, kind.fileName);
        FileSystem files = file.getFileSystem();
        try (FSDataOutputStream out = files.create(file, WriteMode.OVERWRITE)) {
            out.write(SettingsText.toRemember(settings).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Whether an attempt has left something there; also where nobody can tell. */
    static boolean isThere(String folder) {
        try {
            Path run = new Path(folder);
            return run.getFileSystem().exists(run);
        } catch (IOException e) {
            return true;
        }
    }

    static void forget(String folder) throws IOException {
        Path run = new Path(folder);
        run.getFileSystem().delete(run, true);
    }

    private static Resume find(Kind kind, Path folder, String id) {
        try {
            FileSystem files = folder.getFileSystem();
            Path run = id.isEmpty() ? newestRun(kind, files, folder) : new Path(folder, id);
            Path settings = new Path(run, kind.fileName);
            Layer remembered = YamlLayer.parse(read(files, settings), settings.toString());
            return new Resume(remembered, newestCheckpoint(files, run));
        } catch (IOException e) {
            Layer nothing = new Layer();
            nothing.add(
                    ConfigProblem.wrong(
                            BackfillFlags.RESUME,
                            id,
                            "a run with settings and checkpoints in " + folder,
                            "flag --resume"));
            return new Resume(nothing, Optional.empty());
        }
    }

    private static Path newestRun(Kind kind, FileSystem files, Path folder) throws IOException {
        return children(files, folder)
                .filter(run -> exists(files, new Path(run.getPath(), kind.fileName)))
                .max(OLDEST_FIRST)
                .orElseThrow(() -> new FileNotFoundException(folder.toString()))
                .getPath();
    }

    private static Optional<String> newestCheckpoint(FileSystem files, Path run)
            throws IOException {
        return children(files, run)
                .filter(FileStatus::isDir)
                .flatMap(attempt -> children(files, attempt.getPath()))
                .filter(Resume::isCheckpoint)
                .flatMap(checkpoint -> children(files, checkpoint.getPath()))
                .filter(file -> file.getPath().getName().equals("_metadata"))
                .max(OLDEST_FIRST)
                .map(metadata -> metadata.getPath().getParent().toString());
    }

    private static boolean isCheckpoint(FileStatus folder) {
        String name = folder.getPath().getName();
        return name.startsWith("chk-") || name.startsWith("savepoint-");
    }

    private static Stream<FileStatus> children(FileSystem files, Path folder) {
        try {
            FileStatus[] found = files.listStatus(folder);
            return found == null ? Stream.empty() : Arrays.stream(found);
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean exists(FileSystem files, Path file) {
        try {
            return files.exists(file);
        } catch (IOException e) {
            return false;
        }
    }

    private static String read(FileSystem files, Path file) throws IOException {
        try (FSDataInputStream in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
