package dev.candlemill.cli.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Says in a file what became of each test as it ends: what is printed may be held back for minutes,
 * and failures until the last of hundreds of seeds has run.
 */
final class Verdicts implements BeforeAllCallback, TestWatcher {

    private static final Path FILE = Path.of("target", "cluster-faults.txt");

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Files.deleteIfExists(FILE);
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        append(context, "passed");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        append(context, "FAILED: " + cause);
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        append(context, "skipped");
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        append(context, "skipped");
    }

    private static void append(ExtensionContext context, String verdict) {
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        try {
            Files.writeString(
                    FILE,
                    time + " " + context.getDisplayName() + " " + verdict + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
