package dev.candlemill.source.reader;

import static dev.candlemill.source.reader.EventScript.CRYPTO;
import static dev.candlemill.source.reader.EventScript.at;
import static dev.candlemill.source.reader.EventScript.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.source.BarProvider;
import dev.candlemill.source.FakeProvider;
import dev.candlemill.source.RegionStart;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.ProviderSplit;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a region begins that continues what is stored. */
class RegionStartTest {

    private static final String SYMBOL = "S";
    private static final String AS_OF = "2025-06-15T00:00:00Z";

    @Test
    void aRegionBeginsAtAnEarlierSnapshotAndGoesMonthByMonth() throws IOException {
        assertThat(continued(new RegionStart(at("2024-12-01T00:00:00Z"), true)))
                .containsExactly(
                        "region 2024-12-01 to 2025-01-06",
                        "page until 2025-01-01",
                        "chunk 2025-01-01 to 2025-02-03",
                        "page until 2025-02-01",
                        "chunk 2025-02-01 to 2025-03-03",
                        "page until 2025-03-01",
                        "chunk 2025-03-01 to 2025-04-07",
                        "page 2025-03-10 until 2025-03-11",
                        "page until 2025-03-11",
                        "end until 2025-06-15");
    }

    @Test
    void aRegionBeginsWhereTheFirstStoredCandlesWeekDoes() throws IOException {
        assertThat(continued(new RegionStart(at("2025-01-20T10:00:00Z"), false)))
                .startsWith(
                        "region 2024-12-01 to 2025-02-03",
                        "page until 2025-02-01",
                        "chunk 2025-02-01 to 2025-03-03",
                        "page until 2025-03-01",
                        "chunk 2025-03-01 to 2025-04-07",
                        "page 2025-03-10 until 2025-03-11");
    }

    @Test
    void aRegionNeverBeginsLaterThanItsMonth() throws IOException {
        assertThat(continued(new RegionStart(at("2025-02-20T10:00:00Z"), false)))
                .startsWith(
                        "region 2025-01-01 to 2025-03-03",
                        "page until 2025-03-01",
                        "chunk 2025-03-01 to 2025-04-07",
                        "page 2025-03-10 until 2025-03-11");
    }

    @Test
    void whatIsStoredIsReadWithoutBarsUpToTheEndOfItsRange() throws IOException {
        SymbolRange range = range("2025-03-10", "2025-04-02");
        BarProvider stored = StoredRun.storedOnly(List.of(range));
        List<PositionedEvent> events =
                EventScript.read(
                        ProviderSplit.of(SYMBOL, List.of(range)), stored, CRYPTO, at(AS_OF));
        assertThat(EventScript.lines(events))
                .containsExactly(
                        "region 2025-02-01 to 2025-04-07",
                        "page until 2025-04-01",
                        "chunk 2025-04-01 to 2025-05-05",
                        "page until 2025-04-02",
                        "end until 2025-04-02");
    }

    /** A bar of March 10th after what {@code start} says. */
    private static List<String> continued(RegionStart start) throws IOException {
        SymbolRange range = range("2025-03-10", "2025-03-11");
        FakeProvider provider =
                new FakeProvider(
                        List.of(range),
                        asked ->
                                List.of(
                                        page(
                                                SYMBOL,
                                                "2025-03-11T00:00:00Z",
                                                "2025-03-10T00:00:00Z")));
        return EventScript.lines(
                EventScript.read(
                        ProviderSplit.of(SYMBOL, List.of(range)),
                        provider,
                        CRYPTO,
                        at(AS_OF),
                        EventScript.startingAt(start)));
    }

    private static SymbolRange range(String from, String to) {
        return new SymbolRange(SYMBOL, at(from + "T00:00:00Z"), at(to + "T00:00:00Z"));
    }
}
