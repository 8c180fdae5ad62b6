package dev.candlemill.source.reader;

import static dev.candlemill.source.reader.EventScript.CRYPTO;
import static dev.candlemill.source.reader.EventScript.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.Following;
import dev.candlemill.bar.Forgotten;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.WantedTimeframes;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.Control;
import dev.candlemill.source.ControlWatch;
import dev.candlemill.source.LiveSourceOptions;
import dev.candlemill.source.ProgressStore;
import dev.candlemill.source.enumerator.ControlEvent;
import dev.candlemill.source.split.ProviderSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.flink.connector.testutils.source.reader.TestingReaderOutput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveSourceReaderTest {

    private static final long BEGIN = at("2025-07-20T12:00:00Z");

    private static final TradingSetup SETUP =
            new TradingSetup(
                    "mine",
                    "A",
                    List.of(Timeframe.H1),
                    List.of(),
                    List.of("rsi(14,30,70)"),
                    TradingSetup.Status.ACTIVE);

    private final AtomicLong now = new AtomicLong(BEGIN);
    private final Map<String, Long> settled = new ConcurrentHashMap<>();
    private final TestingReaderOutput<SymbolEvent> output = new TestingReaderOutput<>();
    private @Nullable LiveSourceReader reader;
    private Duration forgetAfter = Duration.ofHours(1);
    private ControlWatch.@Nullable Factory control;

    @AfterEach
    void close() throws Exception {
        if (reader != null) {
            reader.close();
        }
    }

    @Test
    void asksForEverySymbolAgainAndAgain() throws Exception {
        start("A", "B");
        advanceTo("2025-07-20T12:05:00Z", "A", "B");
        advanceTo("2025-07-20T12:10:00Z", "A", "B");

        assertThat(covered("A")).containsExactlyElementsOf(covered("B"));
        assertThat(covered("A")).containsExactly("2025-07-20T12:05:00Z", "2025-07-20T12:10:00Z");
    }

    @Test
    void aSymbolWithoutAnAnswerDelaysNoOther() throws Exception {
        start("A", "DOWN", "B");
        advanceTo("2025-07-20T12:05:00Z", "A", "B");

        assertThat(covered("DOWN")).isEmpty();
    }

    @Test
    void snapshotsHowFarEachSymbolHasCome() throws Exception {
        start("A");
        advanceTo("2025-07-20T12:05:30Z", "A");

        ProviderSplit saved = reader.snapshotState(1).get(0);

        assertThat(saved.position().cursor()).isEqualTo(at("2025-07-20T12:05:30Z"));
        assertThat(saved.position().loaded()).isNotNull();
    }

    @Test
    void notesWhatIsSettledOnlyAfterTheCheckpoint() throws Exception {
        start("A");
        advanceTo("2025-07-20T12:11:30Z", "A");
        reader.snapshotState(7);
        advanceTo("2025-07-20T12:25:00Z", "A");
        assertThat(settled).isEmpty();

        reader.notifyCheckpointComplete(7);

        await().until(() -> settled.containsKey("A"));
        assertThat(Instant.ofEpochMilli(settled.get("A"))).isEqualTo("2025-07-20T12:10:00Z");
    }

    @Test
    void asksForNobodyBeforeItHasHeardWhoIsFollowed() throws Exception {
        control = LiveSourceReaderTest::neverAsked;
        start("A", "B");
        now.set(at("2025-07-20T12:05:00Z"));
        reader.pollNext(output);
        assertThat(output.getEmittedRecords()).isEmpty();

        tell(Set.of("A"), Map.of());
        advanceTo("2025-07-20T12:10:00Z", "A");

        assertThat(covered("B")).isEmpty();
    }

    @Test
    void whatItHeardBeforeItGotItsSymbolsHolds() throws Exception {
        control = LiveSourceReaderTest::neverAsked;
        start();
        tell(Set.of("A"), Map.of());
        addSplits("A");
        advanceTo("2025-07-20T12:05:00Z", "A");

        assertThat(setups("A")).containsExactly(List.of());
    }

    @Test
    void aSymbolThatIsFollowedAgainGoesOnWhereItWas() throws Exception {
        control = LiveSourceReaderTest::neverAsked;
        start("A", "B");
        tell(Set.of("A", "B"), Map.of());
        advanceTo("2025-07-20T12:05:00Z", "A", "B");
        tell(Set.of("A"), Map.of());
        advanceTo("2025-07-20T12:10:00Z", "A");
        advanceTo("2025-07-20T12:15:00Z", "A");
        assertThat(covered("B")).doesNotContain("2025-07-20T12:15:00Z");

        tell(Set.of("A", "B"), Map.of());
        advanceTo("2025-07-20T12:20:00Z", "A", "B");

        assertThat(reader.snapshotState(1))
                .extracting(split -> split.position().cursor())
                .containsOnly(at("2025-07-20T12:20:00Z"));
        assertThat(covered("B")).doesNotContain("2025-07-20T12:15:00Z");
    }

    @Test
    void aSymbolThatNobodyFollowsIsForgottenAndBeginsAgainWhereItIsSettled() throws Exception {
        control = LiveSourceReaderTest::neverAsked;
        forgetAfter = Duration.ofMillis(1);
        start("A", "B");
        tell(Set.of("A", "B"), Map.of("B", List.of(SETUP)));
        advanceTo("2025-07-20T12:08:00Z", "A", "B");
        tell(Set.of("A"), Map.of("B", List.of(SETUP)));
        await().until(() -> polled(following()).size() == 3);
        reader.snapshotState(1);
        reader.notifyCheckpointComplete(1);
        await().until(() -> polled(events("B")).contains(new Forgotten("B")));
        assertThat(split("B").position().loaded()).isNull();
        assertThat(split("B").ranges().get(0).from()).isEqualTo(at("2025-07-20T12:05:00Z"));
        final int before = events("B").size();

        tell(Set.of("A", "B"), Map.of("B", List.of(SETUP)));
        advanceTo("2025-07-20T12:15:00Z", "A", "B");

        List<SymbolEvent> again = events("B").subList(before, events("B").size());
        assertThat(again.get(0)).isEqualTo(new Following("B", true, at("2025-07-20T12:05:00Z")));
        assertThat(again.get(1))
                .isInstanceOfSatisfying(
                        Baseline.class,
                        stored -> {
                            assertThat(stored.startsRegion()).isTrue();
                            assertThat(stored.setups()).containsExactly(SETUP);
                        });
        assertThat(split("B").position().cursor()).isEqualTo(at("2025-07-20T12:15:00Z"));
        assertThat(events("A")).doesNotContain(new Forgotten("A"));
    }

    @Test
    void theLastSymbolThatWasFollowedIsForgottenToo() throws Exception {
        control = LiveSourceReaderTest::neverAsked;
        forgetAfter = Duration.ofMillis(1);
        start("A");
        tell(Set.of("A"), Map.of());
        advanceTo("2025-07-20T12:08:00Z", "A");
        tell(Set.of(), Map.of());
        await().until(() -> polled(following()).size() == 2);
        reader.snapshotState(1);
        reader.notifyCheckpointComplete(1);

        await().until(() -> polled(events("A")).contains(new Forgotten("A")));
    }

    @Test
    void aSymbolIsHeldUntilWhatWentOutOfItIsStored() throws Exception {
        control = LiveSourceReaderTest::neverAsked;
        forgetAfter = Duration.ofMillis(1);
        start("A", "B");
        tell(Set.of("A", "B"), Map.of());
        advanceTo("2025-07-20T12:05:00Z", "A", "B");
        reader.snapshotState(1);
        tell(Set.of("A"), Map.of());
        await().until(() -> polled(following()).size() == 3);
        reader.notifyCheckpointComplete(1);
        long looked = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        await().until(() -> polled(System.nanoTime()) > looked);
        assertThat(events("B")).doesNotContain(new Forgotten("B"));

        tell(Set.of("A", "B"), Map.of());
        advanceTo("2025-07-20T12:10:00Z", "A", "B");
        assertThat(events("B").stream().filter(event -> event instanceof Baseline)).hasSize(1);
    }

    private List<SymbolEvent> events(String symbol) {
        return output.getEmittedRecords().stream()
                .filter(event -> event.symbol().equals(symbol))
                .toList();
    }

    private ProviderSplit split(String symbol) {
        return reader.snapshotState(9).stream()
                .filter(split -> split.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysWhichSymbolsAreFollowedAndHowFarTheyAreWhenThatChanges() throws Exception {
        control = LiveSourceReaderTest::neverAsked;
        start("A", "DOWN", "B");
        tell(Set.of("A", "DOWN"), Map.of());
        advanceTo("2025-07-20T12:05:00Z", "A");
        tell(Set.of("DOWN", "B"), Map.of("B", List.of(SETUP)));
        advanceTo("2025-07-20T12:10:00Z", "B");

        await().until(() -> polled(following()).size() > 3);
        assertThat(following())
                .containsExactlyInAnyOrder(
                        new Following("A", true, BEGIN),
                        new Following("DOWN", true, BEGIN),
                        new Following("A", false, at("2025-07-20T12:05:00Z")),
                        new Following("B", true, BEGIN));
    }

    @Test
    void setupsGoWithWhatIsStoredAndChangesOnTheirOwn() throws Exception {
        control = LiveSourceReaderTest::neverAsked;
        start("A", "B");
        tell(Set.of("A", "B"), Map.of("A", List.of(SETUP)));
        advanceTo("2025-07-20T12:05:00Z", "A", "B");
        assertThat(setups("A")).containsExactly(List.of(SETUP));
        assertThat(setups("B")).containsExactly(List.of());

        tell(Set.of("A", "B"), Map.of());
        await().until(() -> polled(setups("A")).contains(List.of()));
        advanceTo("2025-07-20T12:10:00Z", "A", "B");

        assertThat(setups("A")).containsExactly(List.of(SETUP), List.of());
        assertThat(setups("B")).containsExactly(List.of());
    }

    @Test
    void aRestoredSymbolHearsItsTimeframesAndSetupsBeforeItsBars() throws Exception {
        control = LiveSourceReaderTest::neverAsked;
        start("A");
        tell(Set.of("A"), Map.of());
        advanceTo("2025-07-20T12:05:00Z", "A");
        List<ProviderSplit> saved = reader.snapshotState(1);
        reader.close();
        output.clearEmittedRecords();
        start();
        reader.addSplits(saved);
        now.set(at("2025-07-20T12:10:00Z"));

        tell(Set.of("A"), Map.of("A", List.of(SETUP)));
        advanceTo("2025-07-20T12:10:00Z", "A");

        assertThat(output.getEmittedRecords().subList(0, 2))
                .containsExactly(
                        new WantedTimeframes("A", Set.copyOf(SETUP.timeframes())),
                        new ActiveSetups("A", List.of(SETUP)));
    }

    private void tell(Set<String> followed, Map<String, List<TradingSetup>> setups) {
        reader.handleSourceEvents(new ControlEvent(new Control(followed, setups, List.of())));
    }

    private static ControlWatch neverAsked() {
        throw new UnsupportedOperationException("readers are told");
    }

    private <T> T polled(T seen) throws Exception {
        reader.pollNext(output);
        return seen;
    }

    private List<SymbolEvent> following() {
        return output.getEmittedRecords().stream()
                .filter(event -> event instanceof Following)
                .toList();
    }

    /** What was said of a symbol's setups, in order. */
    private List<List<TradingSetup>> setups(String symbol) {
        List<List<TradingSetup>> said = new ArrayList<>();
        for (SymbolEvent event : output.getEmittedRecords()) {
            if (event instanceof ActiveSetups setups && event.symbol().equals(symbol)) {
                said.add(setups.setups());
            } else if (event instanceof Baseline baseline
                    && event.symbol().equals(symbol)
                    && baseline.setups() != null) {
                said.add(baseline.setups());
            }
        }
        return said;
    }

    @Test
    void aCheckpointMayHoldSymbolsThatComeFromElsewhereSince() {
        start("A", "ELSEWHERE");

        assertThat(reader.snapshotState(1)).extracting(ProviderSplit::symbol).containsExactly("A");
    }

    private void start(String... symbols) {
        reader =
                new LiveSourceReader(
                        new SilentMarket(now),
                        BaselineReader.Factory.nothingStored(),
                        new LiveSourceOptions(
                                BEGIN,
                                Duration.ofMillis(1),
                                60_000,
                                forgetAfter,
                                CRYPTO,
                                Set.of("ELSEWHERE"),
                                this::progress,
                                control),
                        new TestingReaderContext());
        addSplits(symbols);
        reader.start();
    }

    private void addSplits(String... symbols) {
        reader.addSplits(
                Stream.of(symbols).map(symbol -> ProviderSplit.endless(symbol, BEGIN)).toList());
    }

    /** Lets the market's clock jump, and waits until those symbols are there. */
    private void advanceTo(String time, String... symbols) {
        now.set(at(time));
        await().until(
                        () -> {
                            reader.pollNext(output);
                            return Stream.of(symbols).allMatch(s -> covered(s).contains(time));
                        });
    }

    private List<String> covered(String symbol) {
        return output.getEmittedRecords().stream()
                .filter(event -> event instanceof BarPage && event.symbol().equals(symbol))
                .map(event -> Instant.ofEpochMilli(((BarPage) event).coveredUntil()).toString())
                .toList();
    }

    private ProgressStore progress() {
        return new ProgressStore() {
            @Override
            public Map<String, Long> settled() {
                return settled;
            }

            @Override
            public void settle(Map<String, Long> until) {
                settled.putAll(until);
            }

            @Override
            public void close() {}
        };
    }
}
