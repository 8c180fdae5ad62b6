package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project as somebody gets it who has never built it. */
class CheckoutIT {

    private static final Set<String> NOT_OURS =
            Set.of(".git", ".candlemill", ".idea", "target", "node_modules", "dist");
    private static final int PATIENCE_MINUTES = 10;

    @TempDir private Path folder;

    @Test
    void buildsItselfAndRuns() throws Exception {
        Path checkout = folder.resolve("checkout");
        copy(Path.of(System.getProperty("candlemill.root")), checkout);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder script =
                new ProcessBuilder("./candlemill", "strategies")
                        .directory(checkout.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        script.environment().keySet().removeIf(name -> name.startsWith("CANDLEMILL_"));
        Process process = script.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }

        assertThat(Files.readString(err)).startsWith("building for the first time").contains("7/7");
        assertThat(Files.readString(out)).contains("sma_cross(20,50)");
        assertThat(process.waitFor()).isZero();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path source, BasicFileAttributes attributes) throws IOException {
                        if (NOT_OURS.contains(source.getFileName().toString())) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(to.resolve(from.relativize(source)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path source, BasicFileAttributes attributes)
                            throws IOException {
                        Files.copy(
                                source,
                                to.resolve(from.relativize(source)),
                                StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
