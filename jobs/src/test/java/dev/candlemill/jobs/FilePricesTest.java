package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.jobs.validate.ValidatedPages;
import dev.candlemill.jobs.validate.ValidationOptions;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose prices may be negative: provider and validator ask the venue of the symbol. */
class FilePricesTest {

    private static final String VALUES = ",2013-10-07T18:30:00Z,-37.63,-30,-40.32,-37\n";

    @TempDir private Path folder;

    @Test
    void takesNegativePricesOfAnInstrumentThatMayHaveThemUnderAnotherDefaultVenue()
            throws Exception {
        Path file = folder.resolve("a.csv");
        Files.writeString(
                file, "symbol,time,open,high,low,close\nCMEG:ESZ13" + VALUES + "AAPL" + VALUES);
        BackfillOptions options =
                BackfillRun.options(
                        folder,
                        "--input=" + file,
                        "--venue=XNYS",
                        "--sink=csv",
                        "--output=" + folder.resolve("out"));
        BarProvider provider = BackfillSource.provider(options, System.currentTimeMillis());
        ValidatedPages valid =
                new ValidatedPages(
                        options.calendar(),
                        new ValidationOptions(options.timing().futureSkew(), false, null, null));

        int bars = 0;
        for (SymbolRange range : provider.plan()) {
            try (PageCursor cursor = provider.open(range, 0)) {
                for (BarPage page = cursor.next(); page != null; page = cursor.next()) {
                    bars += valid.validated(page).bars().size();
                }
            }
        }

        assertThat(valid.rejected()).isEqualTo(Map.of(RejectReason.NEGATIVE_PRICE, 1));
        assertThat(bars).isEqualTo(1);
    }
}
