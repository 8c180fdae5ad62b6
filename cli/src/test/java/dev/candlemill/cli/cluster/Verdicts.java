package dev.candlemill.cli.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Says in a file what became of each test as it ends: what is printed may be held back for minutes,
 * and failures until the last of hundreds of seeds has run.
 */
final class Verdicts implements TestWatcher {

    static final Path FILE = Path.of("target", "cluster-faults.txt");

    @Override
    public void testSuccessful(ExtensionContext context) {
        append(context, "left no trace");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        append(context, "FAILED: " + cause);
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
