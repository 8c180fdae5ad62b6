package dev.candlemill.source.reader;

import static dev.candlemill.source.reader.EventScript.CRYPTO;
import static dev.candlemill.source.reader.EventScript.XNYS;
import static dev.candlemill.source.reader.EventScript.at;
import static dev.candlemill.source.reader.EventScript.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.FakeProvider;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.SplitPosition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is emitted, in which order, for one symbol. Dates without a time mean midnight UTC. */
class SplitEventsTest {

    private static final String SYMBOL = "S";
    private static final String AS_OF = "2025-06-15T00:00:00Z";

    @Test
    void loadsWholeMonthsAndWeeksBeforeTheFirstBar() throws IOException {
        assertThat(
                        crypto(
                                range("2025-02-10", "2025-02-11"),
                                page(SYMBOL, "2025-02-11T00:00:00Z", "2025-02-10T10:00:00Z")))
                .containsExactly(
                        "region 2025-01-01 to 2025-03-03",
                        "page 2025-02-10T10:00 until 2025-02-11",
                        "page until 2025-02-11",
                        "end until 2025-06-15");
    }

    @Test
    void cutsAPageWhereMonthsOpen() throws IOException {
        assertThat(
                        crypto(
                                range("2025-02-28", "2025-04-02"),
                                page(
                                        SYMBOL,
                                        "2025-04-02T00:00:00Z",
                                        "2025-02-28T23:55:00Z",
                                        "2025-03-01T00:00:00Z",
                                        "2025-04-01T00:00:00Z")))
                .containsExactly(
                        "region 2025-01-01 to 2025-03-03",
                        "page 2025-02-28T23:55 until 2025-03-01",
                        "chunk 2025-03-01 to 2025-04-07",
                        "page 2025-03-01 until 2025-04-01",
                        "chunk 2025-04-01 to 2025-05-05",
                        "page 2025-04-01 until 2025-04-02",
                        "page until 2025-04-02",
                        "end until 2025-06-15");
    }

    @Test
    void followsTheSessionsOfAnExchange() throws IOException {
        assertThat(
                        events(
                                XNYS,
                                Map.of(
                                        range("2024-12-31", "2025-02-04"),
                                        List.of(
                                                page(
                                                        SYMBOL,
                                                        "2025-02-04T00:00:00Z",
                                                        "2025-01-02T14:30:00Z",
                                                        "2025-02-03T14:30:00Z")))))
                .containsExactly(
                        "region 2024-12-02T14:30 to 2025-01-31T21:00",
                        "page 2025-01-02T14:30 until 2025-02-03T14:30",
                        "chunk 2025-02-03T14:30 to 2025-02-28T21:00",
                        "page 2025-02-03T14:30 until 2025-02-04",
                        "page until 2025-02-04",
                        "end until 2025-06-15");
    }

    @Test
    void loadsMonthsWithoutBarsInsideTheRange() throws IOException {
        assertThat(
                        crypto(
                                range("2025-01-10", "2025-03-10"),
                                page(SYMBOL, "2025-01-11T00:00:00Z", "2025-01-10T00:00:00Z")))
                .containsExactly(
                        "region 2024-12-01 to 2025-02-03",
                        "page 2025-01-10 until 2025-01-11",
                        "page until 2025-02-01",
                        "chunk 2025-02-01 to 2025-03-03",
                        "page until 2025-03-01",
                        "chunk 2025-03-01 to 2025-04-07",
                        "page until 2025-03-10",
                        "end until 2025-06-15");
    }

    @Test
    void doesNotLoadAMonthThatProgressOnlyTouches() throws IOException {
        assertThat(
                        crypto(
                                range("2025-01-10", "2025-02-01"),
                                page(SYMBOL, "2025-02-01T00:00:00Z", "2025-01-31T23:55:00Z")))
                .noneMatch(line -> line.startsWith("chunk"));
    }

    @Test
    void lateBarsDoNotMoveBack() throws IOException {
        assertThat(
                        crypto(
                                range("2025-02-28", "2025-03-02"),
                                page(
                                        SYMBOL,
                                        "2025-03-01T01:00:00Z",
                                        "2025-03-01T00:00:00Z",
                                        "2025-02-28T23:50:00Z",
                                        "2025-03-01T00:05:00Z"),
                                page(SYMBOL, "2025-03-02T00:00:00Z", "2025-02-28T23:55:00Z")))
                .containsExactly(
                        "region 2025-01-01 to 2025-03-03",
                        "page 2025-02-28T23:50 until 2025-03-01",
                        "chunk 2025-03-01 to 2025-04-07",
                        "page 2025-03-01 2025-03-01T00:05 until 2025-03-01T01:00",
                        "page 2025-02-28T23:55 until 2025-03-02",
                        "page until 2025-03-02",
                        "end until 2025-06-15");
    }

    @Test
    void absurdTimesLoadNothing() throws IOException {
        assertThat(
                        crypto(
                                range("1960-01-01", "2262-12-31"),
                                page(
                                        SYMBOL,
                                        "2025-03-02T00:00:00Z",
                                        "1970-01-01T00:00:00Z",
                                        "2262-04-11T00:00:00Z")))
                .containsExactly(
                        "page 1970-01-01 2262-04-11 until 2025-03-02",
                        "page until 2025-06-15",
                        "end until 2025-06-15");
    }

    @Test
    void absurdTimesGoWithTheBarsAroundThem() throws IOException {
        assertThat(
                        crypto(
                                range("2025-02-28", "2025-03-02"),
                                page(
                                        SYMBOL,
                                        "2025-03-02T00:00:00Z",
                                        "2262-04-11T00:00:00Z",
                                        "2025-02-28T00:00:00Z",
                                        "2025-03-01T00:00:00Z",
                                        "1970-01-01T00:00:00Z")))
                .startsWith(
                        "region 2025-01-01 to 2025-03-03",
                        "page 2025-02-28 1970-01-01 until 2025-03-01",
                        "chunk 2025-03-01 to 2025-04-07",
                        "page 2262-04-11 2025-03-01 until 2025-03-02");
    }

    @Test
    void barsOutsideSessionsDoNotBreakTheChunks() throws IOException {
        assertThat(
                        events(
                                XNYS,
                                Map.of(
                                        range("2025-01-31", "2025-02-04"),
                                        List.of(
                                                page(
                                                        SYMBOL,
                                                        "2025-02-04T00:00:00Z",
                                                        "2025-01-31T20:55:00Z",
                                                        "2025-02-01T12:00:00Z",
                                                        "2025-02-03T14:30:00Z")))))
                .startsWith(
                        "region 2024-12-02T14:30 to 2025-01-31T21:00",
                        "page 2025-01-31T20:55 2025-02-01T12:00 until 2025-02-03T14:30",
                        "chunk 2025-02-03T14:30 to 2025-02-28T21:00",
                        "page 2025-02-03T14:30 until 2025-02-04");
    }

    @Test
    void aRangeNextToTheLoadedRegionContinuesIt() throws IOException {
        assertThat(
                        events(
                                CRYPTO,
                                Map.of(
                                        range("2025-01-10", "2025-01-12"),
                                        List.of(
                                                page(
                                                        SYMBOL,
                                                        "2025-01-11T00:00:00Z",
                                                        "2025-01-10T00:00:00Z")),
                                        range("2025-02-20", "2025-02-21"),
                                        List.of(
                                                page(
                                                        SYMBOL,
                                                        "2025-02-21T00:00:00Z",
                                                        "2025-02-20T00:00:00Z")))))
                .containsExactly(
                        "region 2024-12-01 to 2025-02-03",
                        "page 2025-01-10 until 2025-01-11",
                        "page until 2025-01-12",
                        "page until 2025-02-01",
                        "chunk 2025-02-01 to 2025-03-03",
                        "page 2025-02-20 until 2025-02-21",
                        "page until 2025-02-21",
                        "end until 2025-06-15");
    }

    @Test
    void aWeekendDoesNotPartTwoRegions() throws IOException {
        assertThat(
                        events(
                                XNYS,
                                Map.of(
                                        range("2025-02-10", "2025-02-12"),
                                        List.of(
                                                page(
                                                        SYMBOL,
                                                        "2025-02-12T00:00:00Z",
                                                        "2025-02-10T14:30:00Z")),
                                        range("2025-03-04", "2025-03-05"),
                                        List.of(
                                                page(
                                                        SYMBOL,
                                                        "2025-03-05T00:00:00Z",
                                                        "2025-03-04T14:30:00Z")))))
                .containsExactly(
                        "region 2025-02-03T14:30 to 2025-02-28T21:00",
                        "page 2025-02-10T14:30 until 2025-02-12",
                        "page until 2025-02-12",
                        "page until 2025-03-03T14:30",
                        "chunk 2025-03-03T14:30 to 2025-04-04T20:00",
                        "page 2025-03-04T14:30 until 2025-03-05",
                        "page until 2025-03-05",
                        "end until 2025-06-15");
    }

    @Test
    void aRangeFarBehindContinuesTheRegionMonthByMonth() throws IOException {
        assertThat(
                        events(
                                CRYPTO,
                                Map.of(
                                        range("2025-01-10", "2025-01-12"),
                                        List.of(
                                                page(
                                                        SYMBOL,
                                                        "2025-01-11T00:00:00Z",
                                                        "2025-01-10T00:00:00Z")),
                                        range("2025-05-20", "2025-05-21"),
                                        List.of(
                                                page(
                                                        SYMBOL,
                                                        "2025-05-21T00:00:00Z",
                                                        "2025-05-20T00:00:00Z")))))
                .containsExactly(
                        "region 2024-12-01 to 2025-02-03",
                        "page 2025-01-10 until 2025-01-11",
                        "page until 2025-01-12",
                        "page until 2025-02-01",
                        "chunk 2025-02-01 to 2025-03-03",
                        "page until 2025-03-01",
                        "chunk 2025-03-01 to 2025-04-07",
                        "page until 2025-04-01",
                        "chunk 2025-04-01 to 2025-05-05",
                        "page until 2025-05-01",
                        "chunk 2025-05-01 to 2025-06-02",
                        "page 2025-05-20 until 2025-05-21",
                        "page until 2025-05-21",
                        "end until 2025-06-15");
    }

    @Test
    void progressNeverPassesTheAsOfTime() throws IOException {
        assertThat(crypto(range("2025-06-01", "2026-01-01")))
                .containsExactly("page until 2025-06-15", "end until 2025-06-15");
    }

    @Test
    void aPageOfLaterBarsBringsProgressOnlyUpToTheAsOfTime() throws IOException {
        assertThat(
                        crypto(
                                range("2025-06-14", "2025-06-17"),
                                page(
                                        SYMBOL,
                                        "2025-06-17T00:00:00Z",
                                        "2025-06-14T10:00:00Z",
                                        "2025-06-16T10:00:00Z")))
                .containsExactly(
                        "region 2025-05-01 to 2025-07-07",
                        "page 2025-06-14T10:00 2025-06-16T10:00 until 2025-06-15",
                        "page until 2025-06-15",
                        "end until 2025-06-15");
    }

    @Test
    void keepsBadLinesOnce() throws IOException {
        BadLine badLine = new BadLine(RejectReason.UNPARSABLE, "f:3", "x");
        BarPage page =
                page(SYMBOL, "2025-03-02T00:00:00Z", "2025-02-28T00:00:00Z", "2025-03-01T00:00:00Z")
                        .withBadLines(List.of(badLine));
        assertThat(partsOf(page).flatMap(part -> part.badLines().stream()))
                .containsExactly(badLine);
    }

    @Test
    void partsOfAPageSayWhereItStands() throws IOException {
        BarPage page =
                page(SYMBOL, "2025-03-02T00:00:00Z", "2025-02-28T00:00:00Z", "2025-03-01T00:00:00Z")
                        .withPlace("f:2-3");
        assertThat(partsOf(page).filter(part -> !part.bars().isEmpty()).map(BarPage::place))
                .containsExactly("f:2-3", "f:2-3");
    }

    private static Stream<BarPage> partsOf(BarPage page) throws IOException {
        SymbolRange range = range("2025-02-28", "2025-03-02");
        return EventScript.read(
                        ProviderSplit.of(SYMBOL, List.of(range)),
                        new FakeProvider(List.of(range), r -> List.of(page)),
                        CRYPTO,
                        at(AS_OF))
                .stream()
                .flatMap(e -> e.event() instanceof BarPage part ? Stream.of(part) : Stream.of());
    }

    @Test
    void errorsNameTheSymbolTheRangeAndThePosition() {
        SymbolRange range = range("2025-02-28", "2025-03-02");
        BarProvider broken =
                new BarProvider() {
                    @Override
                    public String name() {
                        return "broken";
                    }

                    @Override
                    public List<SymbolRange> plan() {
                        return List.of(range);
                    }

                    @Override
                    public PageCursor open(SymbolRange opened, long position) throws IOException {
                        throw new IOException("connection refused");
                    }
                };
        ProviderSplit split =
                ProviderSplit.of(SYMBOL, List.of(range)).at(new SplitPosition(0, 7, 0, null));
        assertThatThrownBy(() -> EventScript.read(split, broken, CRYPTO, at(AS_OF)))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "reading S [2025-02-28T00:00:00Z, 2025-03-02T00:00:00Z) from broken,"
                                + " page at position 7: connection refused");
    }

    @Test
    void aProviderThatChangedItsPagesIsRefused() {
        SymbolRange range = range("2025-02-28", "2025-03-02");
        ProviderSplit split =
                ProviderSplit.of(SYMBOL, List.of(range)).at(new SplitPosition(0, 0, 3, null));
        FakeProvider provider =
                new FakeProvider(
                        List.of(range), r -> List.of(page(SYMBOL, "2025-03-01T00:00:00Z")));
        assertThatThrownBy(() -> EventScript.read(split, provider, CRYPTO, at(AS_OF)))
                .hasMessageContaining(
                        "expected the same page as before the restart, of which 3 events are out");
    }

    private static List<String> crypto(SymbolRange range, BarPage... pages) throws IOException {
        return events(CRYPTO, Map.of(range, List.of(pages)));
    }

    private static List<String> events(
            CalendarSettings calendars, Map<SymbolRange, List<BarPage>> pages) throws IOException {
        List<SymbolRange> ranges =
                pages.keySet().stream().sorted((a, b) -> Long.compare(a.from(), b.from())).toList();
        return EventScript.lines(
                EventScript.read(
                        ProviderSplit.of(SYMBOL, ranges),
                        new FakeProvider(ranges, pages::get),
                        calendars,
                        at(AS_OF)));
    }

    private static SymbolRange range(String from, String to) {
        return new SymbolRange(SYMBOL, at(from + "T00:00:00Z"), at(to + "T00:00:00Z"));
    }
}
