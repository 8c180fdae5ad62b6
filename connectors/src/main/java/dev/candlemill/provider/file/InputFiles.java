package dev.candlemill.provider.file;

import dev.candlemill.provider.file.FileInputException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds the files of the inputs: inputs in their order, a folder's files by name. */
final class InputFiles {

    private final List<InputFile> files = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private InputFiles() {}

    /**
     * @throws FileInputException naming every input that is missing or holds no files
     */
    static InputFiles of(List<String> inputs) throws FileInputException {
        InputFiles found = new InputFiles();
        for (String input : inputs) {
            found.addInput(Path.of(input));
        }
        if (!found.problems.isEmpty()) {
            throw new FileInputException(found.problems);
        }
        return found;
    }

    List<InputFile> files() {
        return files;
    }

    List<String> warnings() {
        return warnings;
    }

    /** File and line of a {@link RecordPlace}, for people. */
    String place(long place) {
        return files.get(RecordPlace.file(place)).name() + ":" + RecordPlace.line(place);
    }

    long bytes() {
        return files.stream().mapToLong(InputFile::size).sum();
    }

    private void addInput(Path input) {
        try {
            if (Files.isDirectory(input)) {
                addFolder(input.toRealPath());
            } else if (Files.isRegularFile(input)) {
                add(input, input.getFileName().toString());
            } else {
                problems.add(new Problem(input.toString(), "no such file or folder"));
            }
        } catch (NoSuchFileException e) {
            problems.add(new Problem(e.getFile(), "no such file or folder"));
        } catch (IOException | UncheckedIOException e) {
            problems.add(new Problem(input.toString(), "cannot be read (" + e + ")"));
        }
    }

    private void addFolder(Path folder) throws IOException {
        int before = files.size();
        for (Path path : regularFiles(folder)) {
            String name = nameIn(folder, path);
            if (isCsv(name)) {
                add(path, name);
            } else {
                warnings.add(
                        path + ": ignored, a folder's files must end in .csv, .tsv, .txt (.gz)");
            }
        }
        if (files.size() == before) {
            problems.add(
                    new Problem(
                            folder.toString(),
                            "no file to read: expected names ending in .csv or .csv.gz"));
        }
    }

    private static List<Path> regularFiles(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(path -> nameIn(folder, path)))
                    .toList();
        }
    }

    private void add(Path path, String name) throws IOException {
        files.add(
                new InputFile(
                        files.size(),
                        path,
                        name,
                        Files.size(path),
                        Files.getLastModifiedTime(path).toMillis()));
    }

    private static String nameIn(Path folder, Path path) {
        return folder.relativize(path).toString().replace('\\', '/');
    }

    /** Hidden and half-written files (.tmp, .part) are not input. */
    private static boolean isCsv(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return !file.startsWith(".") && file.matches(".+\\.(csv|tsv|txt)(\\.gz)?");
    }
}
