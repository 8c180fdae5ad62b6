package dev.candlemill.jobs;

import dev.candlemill.bar.Bar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Bars as a CSV file that the file provider reads. */
final class BarFile {

    private BarFile() {}

    /** Writes a file anew, in a folder that is made where it is not there. */
    static void write(Path file, List<Bar> bars) throws IOException {
        Files.createDirectories(file.getParent());
        String lines = bars.stream().map(BarFile::line).collect(Collectors.joining("\n"));
        Files.writeString(file, "time,open,high,low,close,volume\n" + lines + "\n");
    }

    private static String line(Bar bar) {
        return String.join(
                ",",
                Instant.ofEpochMilli(bar.openTime()).toString(),
                Double.toString(bar.open()),
                Double.toString(bar.high()),
                Double.toString(bar.low()),
                Double.toString(bar.close()),
                Double.toString(bar.volume()));
    }
}
