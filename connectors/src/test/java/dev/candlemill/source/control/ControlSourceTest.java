package dev.candlemill.source.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.WantedTimeframes;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.source.Control;
import dev.candlemill.source.ControlWatch;
import dev.candlemill.source.ProgressStore;
import dev.candlemill.source.enumerator.FakeEnumeratorContext;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.connector.testutils.source.reader.TestingReaderOutput;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

class ControlSourceTest {

    private static final TradingSetup MINE = setup("mine");
    private static final TradingSetup OTHER = setup("other");

    private final Queue<Control> words = new ArrayDeque<>();
    private final Map<String, Long> settled = new HashMap<>(Map.of("SETTLED", 42L));
    private boolean isClosed;

    @Test
    void saysOfEachSymbolWhatIsNew() throws Exception {
        TestingReaderOutput<SymbolEvent> output = new TestingReaderOutput<>();
        try (ControlReader reader = new ControlReader()) {
            assertThat(reader.isAvailable()).isNotDone();
            tell(reader, control(Map.of("A", List.of(MINE)), Map.of(), "A", "B"));
            assertThat(reader.isAvailable()).isDone();
            drain(reader, output);
            assertThat(output.getEmittedRecords())
                    .containsExactly(
                            wanted("A", Timeframe.H1), active("A", MINE), wanted("B"), active("B"));
            assertThat(reader.isAvailable()).isNotDone();

            output.getEmittedRecords().clear();
            tell(reader, control(Map.of("A", List.of(MINE)), Map.of("A", 7L), "A", "B"));
            tell(reader, control(Map.of("C", List.of(OTHER)), Map.of("A", 7L), "A", "B"));
            tell(reader, control(Map.of(), Map.of("A", 8L), "A", "B"));
            drain(reader, output);
            assertThat(output.getEmittedRecords())
                    .containsExactly(
                            new HandedBars("A", 7),
                            wanted("A"),
                            active("A"),
                            wanted("C", Timeframe.H1),
                            active("C", OTHER),
                            new HandedBars("A", 8),
                            wanted("C"),
                            active("C"));
        }
    }

    @Test
    void tellsWhichTimeframesAreWantedBeforeTheSetupsThatWantThem() throws Exception {
        TestingReaderOutput<SymbolEvent> output = new TestingReaderOutput<>();
        try (ControlReader reader = new ControlReader()) {
            Control tracked =
                    new Control(
                            Set.of("A"),
                            Map.of("A", List.of(MINE)),
                            List.of(),
                            Map.of(),
                            Map.of("A", Set.of(Timeframe.M15)));
            tell(reader, tracked);
            tell(reader, tracked);
            tell(reader, control(Map.of("A", List.of(MINE)), Map.of(), "A"));
            drain(reader, output);
            assertThat(output.getEmittedRecords())
                    .containsExactly(
                            wanted("A", Timeframe.M15, Timeframe.H1),
                            active("A", MINE),
                            wanted("A", Timeframe.H1));
        }
    }

    @Test
    void whatCannotBeASymbolIsPassedOver() throws Exception {
        TestingReaderOutput<SymbolEvent> output = new TestingReaderOutput<>();
        try (ControlReader reader = new ControlReader()) {
            tell(reader, control(Map.of(), Map.of(), "'; DROP TABLE candles --"));
            drain(reader, output);
            assertThat(output.getEmittedRecords()).isEmpty();
        }
    }

    @Test
    void tellsReadersWhenSomethingChangesAndOfAllSymbolsThatWereSettled() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        Control first = control(Map.of("A", List.of(MINE)), Map.of(), "A");
        try (ControlEnumerator enumerator = enumerator(context)) {
            enumerator.start();
            context.runAsyncCallsOnce();
            assertThat(context.told).isEmpty();

            words.add(first);
            words.add(first);
            context.runAsyncCallsOnce();
            context.runAsyncCallsOnce();
            Word told = new Word(first.following(Set.of("SETTLED")), Map.of("SETTLED", 42L));
            assertThat(context.told.get(0)).containsExactly(told);

            context.unregister(0);
            context.register(0);
            enumerator.addReader(0);
            assertThat(context.told.get(0)).containsExactly(told, told);
        }
        assertThat(isClosed).isTrue();
    }

    @Test
    void besideAPolledSourceItTellsOfItsOwnSymbolsOnly() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        words.add(
                control(
                        Map.of("A", List.of(MINE), "B", List.of(OTHER)),
                        Map.of("A", 7L, "B", 8L),
                        "A",
                        "B"));
        try (ControlEnumerator enumerator = enumerator(context, "A")) {
            enumerator.start();
            context.runAsyncCallsOnce();
        }
        assertThat(context.told.get(0))
                .containsExactly(
                        new Word(
                                control(Map.of("A", List.of(MINE)), Map.of("A", 7L), "A"),
                                Map.of()));
    }

    /** Its setups may go, and its state be restored under a reader that never heard of them. */
    @Test
    void tellsAlsoOfSymbolsThatAreSettledWhileItRuns() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        Control nothing = control(Map.of(), Map.of());
        try (ControlEnumerator enumerator = enumerator(context)) {
            enumerator.start();
            words.addAll(List.of(nothing, nothing, nothing));
            context.runAsyncCallsOnce();
            settled.put("NEW", 43L);
            context.runAsyncCallsOnce();
            settled.put("NEW", 44L);
            context.runAsyncCallsOnce();
        }
        assertThat(context.told.get(0))
                .containsExactly(
                        new Word(nothing.following(Set.of("SETTLED")), Map.of("SETTLED", 42L)),
                        new Word(
                                nothing.following(Set.of("SETTLED", "NEW")),
                                Map.of("SETTLED", 42L, "NEW", 43L)));
    }

    @Test
    void saysOnceHowFarASymbolIsSettled() throws Exception {
        TestingReaderOutput<SymbolEvent> output = new TestingReaderOutput<>();
        Control nothing = control(Map.of(), Map.of());
        try (ControlReader reader = new ControlReader()) {
            reader.handleSourceEvents(new Word(nothing, Map.of("A", 42L)));
            reader.handleSourceEvents(new Word(nothing, Map.of("A", 43L, "B", 44L, "'", 45L)));
            drain(reader, output);
        }
        assertThat(output.getEmittedRecords())
                .extracting(event -> event.symbol() + " " + ((BarPage) event).coveredUntil())
                .containsExactly("A 42", "B 44");
    }

    private ControlEnumerator enumerator(FakeEnumeratorContext context, String... symbols) {
        return new ControlEnumerator(
                () ->
                        new ControlWatch() {
                            @Override
                            public Optional<Control> next() {
                                return Optional.ofNullable(words.poll());
                            }

                            @Override
                            public void close() {
                                isClosed = true;
                            }
                        },
                this::progress,
                Set.of(symbols),
                context);
    }

    private ProgressStore progress() {
        return new ProgressStore() {
            @Override
            public Map<String, Long> settled() {
                return settled;
            }

            @Override
            public void settle(Map<String, Long> until) {}

            @Override
            public void close() {}
        };
    }

    private static void tell(ControlReader reader, Control control) {
        reader.handleSourceEvents(new Word(control, Map.of()));
    }

    private static void drain(ControlReader reader, TestingReaderOutput<SymbolEvent> output) {
        InputStatus status = InputStatus.MORE_AVAILABLE;
        while (status == InputStatus.MORE_AVAILABLE) {
            status = reader.pollNext(output);
        }
    }

    private static Control control(
            Map<String, List<TradingSetup>> setups, Map<String, Long> handed, String... followed) {
        return new Control(Set.of(followed), setups, List.of(), handed);
    }

    private static WantedTimeframes wanted(String symbol, Timeframe... timeframes) {
        return new WantedTimeframes(symbol, Set.of(timeframes));
    }

    private static ActiveSetups active(String symbol, TradingSetup... setups) {
        return new ActiveSetups(symbol, List.of(setups));
    }

    private static TradingSetup setup(String id) {
        return new TradingSetup(
                id,
                "A",
                List.of(Timeframe.H1),
                List.of(),
                List.of("rsi(14,30,70)"),
                TradingSetup.Status.ACTIVE);
    }
}
