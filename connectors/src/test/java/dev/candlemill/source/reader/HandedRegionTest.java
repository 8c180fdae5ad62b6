package dev.candlemill.source.reader;

import static dev.candlemill.source.reader.EventScript.CRYPTO;
import static dev.candlemill.source.reader.EventScript.at;
import static dev.candlemill.source.reader.EventScript.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.HandedBarsStore.Waiting;
import dev.candlemill.source.RegionStart;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandedRegionTest {

    private static final String NOW = "2025-07-20T12:02:00Z";
    private static final String SETTLED = "2025-07-20T11:55:00Z";

    @Test
    void bringsTheBarsMonthByMonthEachAfterWhatIsStored() throws IOException {
        BarPage earlier = page("S", NOW, "2025-06-10T00:00:00Z", "2025-07-01T00:00:00Z");
        BarPage later = page("S", NOW, "2025-06-10T00:00:00Z", "2025-07-20T12:00:00Z");
        BaselineReader.Factory stored =
                EventScript.startingAt(new RegionStart(at("2025-04-01T00:00:00Z"), true));

        assertThat(lines(stored, waiting("2025-06-10T00:00:00Z", earlier, later)))
                .containsExactly(
                        "handed 7",
                        "region 2025-04-01 to 2025-05-05",
                        "page until 2025-05-01",
                        "chunk 2025-05-01 to 2025-06-02",
                        "page until 2025-06-01",
                        "chunk 2025-06-01 to 2025-07-07",
                        "page 2025-06-10 until 2025-06-01",
                        "page 2025-06-10 until 2025-07-01",
                        "chunk 2025-07-01 to 2025-08-04",
                        "page 2025-07-01 until 2025-07-01",
                        "page 2025-07-20T12:00 until 2025-07-20T11:55");
    }

    @Test
    void reachesBackAsFarAsCorrectionsMayThoughTheBarsAreNew() throws IOException {
        BarPage bars = page("S", NOW, "2025-07-20T12:00:00Z");

        assertThat(
                        lines(
                                BaselineReader.Factory.nothingStored(),
                                waiting("2025-07-20T12:00:00Z", bars)))
                .containsExactly(
                        "handed 7",
                        "region 2025-06-01 to 2025-08-04",
                        "page 2025-07-20T12:00 until 2025-07-20T11:55");
    }

    private static Waiting waiting(String since, BarPage... pages) {
        return new Waiting(7, at(since), at(SETTLED), List.of(pages));
    }

    private static List<String> lines(BaselineReader.Factory stored, Waiting waiting)
            throws IOException {
        try (HandedRegion region = new HandedRegion(stored, CRYPTO)) {
            List<SymbolEvent> events = region.events("S", waiting, at(NOW));
            return events.stream().map(EventScript::line).toList();
        }
    }
}
