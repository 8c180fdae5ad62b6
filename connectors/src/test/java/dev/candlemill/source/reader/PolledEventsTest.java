package dev.candlemill.source.reader;

import static dev.candlemill.source.reader.EventScript.CRYPTO;
import static dev.candlemill.source.reader.EventScript.at;
import static dev.candlemill.source.reader.EventScript.lines;
import static dev.candlemill.source.reader.EventScript.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.LiveBarProvider;
import dev.candlemill.source.RegionStart;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.SplitPosition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolledEventsTest {

    private static final String CUT = "2025-07-20T12:00:00Z";

    private final Deque<BarPage> answers = new ArrayDeque<>();
    private final Deque<BarPage> forming = new ArrayDeque<>();
    private final List<Long> asked = new ArrayList<>();

    @Test
    void beginsWithWhatIsStoredAndThenGivesAPagePerPoll() throws IOException {
        answer(page("S", "2025-07-20T12:05:00Z", CUT), page("S", "2025-07-20T12:06:00Z"));

        assertThat(lines(events(split(), nothingStored(), 4)))
                .containsExactly(
                        "region 2025-06-01 to 2025-08-04",
                        "page 2025-07-20T12:00 until 2025-07-20T12:05",
                        "page until 2025-07-20T12:06");
        assertThat(asked)
                .containsExactly(at(CUT), at("2025-07-20T12:05:00Z"), at("2025-07-20T12:06:00Z"));
    }

    @Test
    void goesMonthByMonthFromAnEarlierStartToTheCut() throws IOException {
        answer(page("S", "2025-07-20T12:05:00Z", CUT));
        BaselineReader.Factory stored =
                EventScript.startingAt(new RegionStart(at("2025-05-01T00:00:00Z"), true));

        assertThat(lines(events(split(), stored, 6)))
                .containsExactly(
                        "region 2025-05-01 to 2025-06-02",
                        "page until 2025-06-01",
                        "chunk 2025-06-01 to 2025-07-07",
                        "page until 2025-07-01",
                        "chunk 2025-07-01 to 2025-08-04",
                        "page 2025-07-20T12:00 until 2025-07-20T12:05");
    }

    @Test
    void loadsTheNextMonthBeforeProgressEntersIt() throws IOException {
        answer(
                page("S", "2025-07-31T23:55:00Z", "2025-07-31T23:50:00Z"),
                page("S", "2025-08-01T00:05:00Z", "2025-07-31T23:55:00Z", "2025-08-01T00:00:00Z"));

        assertThat(lines(events(split(), nothingStored(), 5)))
                .containsExactly(
                        "region 2025-06-01 to 2025-08-04",
                        "page 2025-07-31T23:50 until 2025-07-31T23:55",
                        "chunk 2025-08-01 to 2025-09-01",
                        "page 2025-07-31T23:55 2025-08-01 until 2025-08-01T00:05");
    }

    @Test
    void asksAgainFromWhereItStandsAfterARestore() throws IOException {
        answer(page("S", "2025-07-20T12:05:00Z", CUT));
        SplitPosition afterRegion = events(split(), nothingStored(), 1).get(0).after();
        answers.clear();
        answer(page("S", "2025-07-20T12:10:00Z", CUT, "2025-07-20T12:05:00Z"));

        List<PositionedEvent> restored = events(split().at(afterRegion), nothingStored(), 1);

        assertThat(lines(restored))
                .containsExactly("page 2025-07-20T12:00 2025-07-20T12:05 until 2025-07-20T12:10");
        assertThat(restored.get(0).after().cursor()).isEqualTo(at("2025-07-20T12:10:00Z"));
        assertThat(asked).containsExactly(at(CUT));
    }

    @Test
    void passesOnThatBarsWereHandedOverOnceAndAfterWhatIsStored() throws IOException {
        answer(page("S", "2025-07-20T12:05:00Z", CUT), page("S", "2025-07-20T12:06:00Z"));
        PolledEvents events = polled(split(), nothingStored());
        events.awaitHanded(7L);

        assertThat(lines(List.of(events.next(), events.next(), events.next())))
                .containsExactly(
                        "region 2025-06-01 to 2025-08-04",
                        "handed 7",
                        "page 2025-07-20T12:00 until 2025-07-20T12:05");
        events.awaitHanded(7L);
        assertThat(lines(List.of(events.next()))).containsExactly("page until 2025-07-20T12:06");
        events.awaitHanded(null);
        events.awaitHanded(8L);
        assertThat(lines(List.of(events.next()))).containsExactly("handed 8");
    }

    @Test
    void aBarThatIsNotClosedIsShownAndBecomesPartOfAPageWhenTheProviderSaysSo() throws IOException {
        String bar = "2025-07-20T12:00:00Z";
        answer(page("S", "2025-07-20T12:03:00Z"), page("S", "2025-07-20T12:05:01Z", bar));
        forming.add(page("S", bar, bar));

        List<PositionedEvent> events = events(split(), nothingStored(), 4);
        assertThat(lines(events))
                .containsExactly(
                        "region 2025-06-01 to 2025-08-04",
                        "page until 2025-07-20T12:03",
                        "forming 2025-07-20T12:00",
                        "page 2025-07-20T12:00 until 2025-07-20T12:05:01Z");
        assertThat(asked).as("again from its open").containsExactly(at(CUT), at(bar));
    }

    @Test
    void aBarThatIsNeverClosedBecomesPartWhenASecondLookAfterTheGraceAgrees() throws IOException {
        String bar = "2025-07-20T12:00:00Z";
        for (String time : List.of("12:05:30", "12:06:00", "12:06:01", "12:06:02")) {
            answer(page("S", "2025-07-20T" + time + "Z"));
        }
        forming.add(page("S", bar, bar));
        forming.add(changed(page("S", bar, bar)));
        forming.add(page("S", bar, bar));
        forming.add(page("S", bar, bar));

        assertThat(lines(events(split(), nothingStored(), 8)))
                .containsExactly(
                        "region 2025-06-01 to 2025-08-04",
                        "page until 2025-07-20T12:05:30Z",
                        "forming 2025-07-20T12:00",
                        "page until 2025-07-20T12:05:59.999Z",
                        "forming 2025-07-20T12:00",
                        "page until 2025-07-20T12:05:59.999Z",
                        "forming 2025-07-20T12:00",
                        "page 2025-07-20T12:00 until 2025-07-20T12:06:02Z");
    }

    @Test
    void aBarInWhichThePagesTimeLiesIsNotClosedWhateverTheProviderSays() throws IOException {
        String bar = "2025-07-20T12:00:00Z";
        answer(page("S", "2025-07-20T12:04:59Z", bar), page("S", "2025-07-20T12:05:00Z", bar));

        assertThat(lines(events(split(), nothingStored(), 4)))
                .containsExactly(
                        "region 2025-06-01 to 2025-08-04",
                        "page until 2025-07-20T12:04:59Z",
                        "forming 2025-07-20T12:00",
                        "page 2025-07-20T12:00 until 2025-07-20T12:05");
        assertThat(asked).containsExactly(at(CUT), at(bar));
    }

    @Test
    void saysNothingWhenTheMarketsClockStandsStill() throws IOException {
        answer(page("S", CUT), page("S", "2025-07-20T12:01:00Z"));

        assertThat(lines(events(split(), nothingStored(), 3)))
                .containsExactly("region 2025-06-01 to 2025-08-04", "page until 2025-07-20T12:01");
    }

    @Test
    void namesSymbolAndTimeWhenTheProviderDoesNotAnswer() throws IOException {
        PolledEvents events = polled(split(), nothingStored());
        events.next();
        assertThatThrownBy(events::next)
                .isInstanceOf(PolledEvents.PollException.class)
                .hasMessage("asking for S since 2025-07-20T12:00:00Z: 503");
    }

    private static BarPage changed(BarPage page) {
        Bar bar = page.bars().bar(0);
        Bar other =
                new Bar(
                        bar.openTime(),
                        bar.open(),
                        bar.high(),
                        bar.low(),
                        bar.close(),
                        bar.volume() + 1);
        return BarPage.of(
                page.symbol(), BarColumns.of(page.bars().barSize(0), other), 0, 0, "fake");
    }

    private void answer(BarPage... pages) {
        answers.addAll(Arrays.asList(pages));
    }

    private List<PositionedEvent> events(
            ProviderSplit split, BaselineReader.Factory stored, int tries) throws IOException {
        PolledEvents events = polled(split, stored);
        List<PositionedEvent> all = new ArrayList<>();
        for (int i = 0; i < tries; i++) {
            PositionedEvent event = nextOrNothing(events);
            if (event != null) {
                all.add(event);
            }
        }
        return all;
    }

    private static PositionedEvent nextOrNothing(PolledEvents events) throws IOException {
        try {
            return events.next();
        } catch (PolledEvents.PollException noMoreAnswers) {
            return null;
        }
    }

    private PolledEvents polled(ProviderSplit split, BaselineReader.Factory stored) {
        return new PolledEvents(
                split,
                "fake",
                new LiveBarProvider.Poller() {
                    @Override
                    public LiveBarProvider.Answer poll(String symbol, long since)
                            throws IOException {
                        asked.add(since);
                        BarPage page = answers.poll();
                        if (page == null) {
                            throw new IOException("503");
                        }
                        BarPage open = forming.poll();
                        return new LiveBarProvider.Answer(
                                page, false, open == null ? new BarColumns(0) : open.bars());
                    }

                    @Override
                    public void close() {}
                },
                new Baselines(stored),
                new PolledEvents.Market(CRYPTO.calendarOf("S"), 60_000));
    }

    private static ProviderSplit split() {
        return new ProviderSplit(
                "S",
                List.of(new SymbolRange("S", at(CUT), Long.MAX_VALUE)),
                new SplitPosition(0, at(CUT), 0, null));
    }

    private static BaselineReader.Factory nothingStored() {
        return BaselineReader.Factory.nothingStored();
    }
}
