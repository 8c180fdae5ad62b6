package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.jobs.validate.BarValidator;
import dev.candlemill.jobs.validate.ValidationOptions;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a bar stands that is rejected only after its line was read. */
class FilePlacesTest {

    private static final String HEADER = "time,open,high,low,close\n";
    private static final String VALUES = ",10,12,9,11\n";

    @TempDir private Path folder;

    @Test
    void saysFileAndLinesOfWhatIsRejectedAfterReading() throws Exception {
        write("AAPL.csv", "2024-07-02T13:30:00Z", "2024-07-02T13:35:00Z", "2024-07-02T03:00:00Z");
        write("IBM.csv", "2024-07-02T13:30:00Z");
        write("SPY.csv", "2262-01-03T14:30:00Z");

        assertThat(rejected())
                .extracting(RejectedBar::symbol, RejectedBar::reason, RejectedBar::place)
                .containsExactly(
                        tuple("AAPL", RejectReason.OUTSIDE_SESSION, "AAPL.csv:2-4"),
                        tuple("SPY", RejectReason.FUTURE, "SPY.csv:2"));
    }

    private List<RejectedBar> rejected() throws Exception {
        BackfillOptions options =
                BackfillRun.options(
                        folder,
                        "--input=" + folder.resolve("in"),
                        "--venue=XNYS",
                        "--sink=csv",
                        "--output=" + folder.resolve("out"));
        BarProvider provider = BackfillSource.provider(options, System.currentTimeMillis());
        BarValidator validator =
                new BarValidator(
                        options.calendar(),
                        new ValidationOptions(options.timing().futureSkew(), false, null, null));
        List<RejectedBar> rejected = new ArrayList<>();
        for (SymbolRange range : provider.plan()) {
            try (PageCursor cursor = provider.open(range, 0)) {
                for (BarPage page = cursor.next(); page != null; page = cursor.next()) {
                    validator.validated(page, rejected::add);
                }
            }
        }
        return rejected;
    }

    private void write(String name, String... times) throws Exception {
        String lines = String.join(VALUES, times) + VALUES;
        Files.writeString(
                Files.createDirectories(folder.resolve("in")).resolve(name), HEADER + lines);
    }
}
