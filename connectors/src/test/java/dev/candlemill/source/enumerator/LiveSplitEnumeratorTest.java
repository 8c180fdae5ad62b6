package dev.candlemill.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.source.Control;
import dev.candlemill.source.ControlWatch;
import dev.candlemill.source.LiveBarProvider;
import dev.candlemill.source.LiveSourceOptions;
import dev.candlemill.source.ProgressStore;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.SplitPosition;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveSplitEnumeratorTest {

    private static final long SINCE = 1_000;

    private final Map<String, Long> claimed = new HashMap<>();
    private boolean isBeingFilled;

    @Test
    void dealsAllSymbolsOutEvenly() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(2);
        start(context, PendingSplits.NOT_PLANNED, "A", "B", "C", "D", "E");

        assertThat(context.symbolsOf(0)).containsExactly("A", "C", "E");
        assertThat(context.symbolsOf(1)).containsExactly("B", "D");
        assertThat(context.toldNoMore).isEmpty();
    }

    @Test
    void aSymbolBeginsWhereItIsSettledAndHasNoEnd() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        start(context, PendingSplits.NOT_PLANNED, "A", "NEW");

        ProviderSplit settled = context.assigned.get(0).get(0);
        assertThat(settled.ranges()).containsExactly(new SymbolRange("A", 42, Long.MAX_VALUE));
        assertThat(settled.position().cursor()).isEqualTo(42);
        assertThat(context.assigned.get(0).get(1).position().cursor()).isEqualTo(SINCE);
    }

    @Test
    void afterARestoreOnlyNewSymbolsGetASplit() {
        FakeEnumeratorContext before = new FakeEnumeratorContext(1);
        PendingSplits saved = start(before, PendingSplits.NOT_PLANNED, "A", "B").snapshotState(1);
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        start(context, saved, "A", "B", "C");

        assertThat(context.symbolsOf(0)).containsExactly("C");
    }

    @Test
    void waitsForAllReaders() {
        FakeEnumeratorContext context =
                new FakeEnumeratorContext(2) {
                    @Override
                    public int currentParallelism() {
                        return 2;
                    }
                };
        context.unregister(1);
        LiveSplitEnumerator enumerator = start(context, PendingSplits.NOT_PLANNED, "A", "B");
        assertThat(context.assigned).isEmpty();
        assertThat(enumerator.snapshotState(1).splits()).hasSize(2);

        context.register(1);
        enumerator.addReader(1);

        assertThat(context.symbolsOf(0)).containsExactly("A");
        assertThat(context.symbolsOf(1)).containsExactly("B");
    }

    @Test
    void splitsOfAFailedReaderAreDealtOutWhenItIsBack() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        LiveSplitEnumerator enumerator = start(context, PendingSplits.NOT_PLANNED, "A");
        List<ProviderSplit> lost = List.copyOf(context.assigned.get(0));
        context.assigned.clear();

        enumerator.addSplitsBack(lost, 0);
        enumerator.addReader(0);

        assertThat(context.assigned.get(0)).isEqualTo(lost);
    }

    @Test
    void dealsNothingOutBeforeItKnowsWhatIsFollowed() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        FakeWatch watch = new FakeWatch();
        LiveSplitEnumerator enumerator = watched(context, watch, PendingSplits.NOT_PLANNED, "A");
        context.runAsyncCallsOnce();
        assertThat(context.assigned).isEmpty();

        watch.says("B", "C");
        context.runAsyncCallsOnce();
        context.runAsyncCallsOnce();

        assertThat(context.symbolsOf(0)).containsExactly("A", "B", "C");
        assertThat(context.told.get(0)).containsExactly(watch.event("A", "B", "C"));
        assertThat(enumerator.snapshotState(1).known()).containsExactly("A", "B", "C");
    }

    @Test
    void symbolsOfAnotherSourceAreNeverPolledAndNotTalkedOf() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        FakeWatch watch = new FakeWatch();
        watch.says("ELSEWHERE", "B");
        watched(context, watch, PendingSplits.NOT_PLANNED, "A", "ELSEWHERE");
        context.runAsyncCallsOnce();
        context.runAsyncCallsOnce();

        assertThat(context.symbolsOf(0)).containsExactly("A", "B");
        assertThat(context.told.get(0)).containsExactly(watch.event("A", "B"));
    }

    @Test
    void aCheckpointMayHoldSymbolsThatComeFromElsewhereSince() {
        ProviderSplit split =
                new ProviderSplit(
                        "ELSEWHERE",
                        List.of(new SymbolRange("ELSEWHERE", 42, Long.MAX_VALUE)),
                        new SplitPosition(0, 42, 0, null));
        PendingSplits before = new PendingSplits(true, List.of(split), List.of("A", "ELSEWHERE"));
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        LiveSplitEnumerator enumerator = start(context, before, "A", "ELSEWHERE", "B");

        assertThat(context.symbolsOf(0)).containsExactly("B");
        assertThat(enumerator.snapshotState(1).known()).containsExactly("A", "B");
    }

    @Test
    void whatIsTrackedLaterBeginsWhereItIsSettled() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        FakeWatch watch = new FakeWatch();
        watch.says();
        watched(context, watch, PendingSplits.NOT_PLANNED, "ZERO");
        context.runAsyncCallsOnce();

        watch.says("A");
        context.runAsyncCallsOnce();
        context.runAsyncCallsOnce();

        assertThat(context.symbolsOf(0)).containsExactly("ZERO", "A");
        assertThat(context.assigned.get(0).get(1).position().cursor()).isEqualTo(42);
    }

    @Test
    void whatNobodyHasSettledIsClaimedBeforeItIsDealtOut() {
        start(new FakeEnumeratorContext(1), PendingSplits.NOT_PLANNED, "A", "B");

        assertThat(claimed).isEqualTo(Map.of("B", SINCE));
    }

    @Test
    void aNewSymbolWaitsForTheBoundedRunThatMayWriteIt() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        FakeWatch watch = new FakeWatch();
        watch.says("A", "B");
        isBeingFilled = true;
        watched(context, watch, PendingSplits.NOT_PLANNED);
        context.runAsyncCallsOnce();
        context.runAsyncCallsOnce();
        assertThat(context.symbolsOf(0)).as("A is settled").containsExactly("A");

        isBeingFilled = false;
        context.runAsyncCallsOnce();
        context.runAsyncCallsOnce();
        assertThat(context.symbolsOf(0)).containsExactly("A", "B");
    }

    @Test
    void whatIsTrackedNoMoreIsToldAndKeepsItsSplit() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(2);
        FakeWatch watch = new FakeWatch();
        watch.says("B");
        LiveSplitEnumerator enumerator = watched(context, watch, PendingSplits.NOT_PLANNED, "A");
        context.runAsyncCallsOnce();
        context.runAsyncCallsOnce();
        watch.says();
        context.runAsyncCallsOnce();
        watch.says("B");
        context.runAsyncCallsOnce();

        assertThat(context.told.get(1))
                .containsExactly(watch.event("A", "B"), watch.event("A"), watch.event("A", "B"));
        assertThat(context.symbolsOf(1)).containsExactly("B");
        assertThat(enumerator.snapshotState(1).known()).containsExactly("A", "B");
    }

    @Test
    void whoSaysTheSameAgainOrNothingIsNotPassedOn() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        FakeWatch watch = new FakeWatch();
        watch.says();
        watched(context, watch, PendingSplits.NOT_PLANNED, "A");
        context.runAsyncCallsOnce();
        context.runAsyncCallsOnce();
        watch.saysNothing();
        context.runAsyncCallsOnce();
        context.runAsyncCallsOnce();

        assertThat(context.told.get(0)).hasSize(1);
    }

    @Test
    void aReaderThatComesBackIsToldBeforeItGetsItsSplits() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        FakeWatch watch = new FakeWatch();
        watch.says();
        LiveSplitEnumerator enumerator = watched(context, watch, PendingSplits.NOT_PLANNED, "A");
        context.runAsyncCallsOnce();
        context.told.clear();

        enumerator.addReader(0);

        assertThat(context.told.get(0)).containsExactly(watch.event("A"));
    }

    @Test
    void aRestoredJobIsToldAndDealsOutWhatIsNew() {
        FakeEnumeratorContext before = new FakeEnumeratorContext(1);
        PendingSplits saved = start(before, PendingSplits.NOT_PLANNED, "A", "B").snapshotState(1);
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        FakeWatch watch = new FakeWatch();
        watch.says("C");
        watched(context, watch, saved, "A", "B");
        context.runAsyncCallsOnce();
        context.runAsyncCallsOnce();

        assertThat(context.symbolsOf(0)).containsExactly("C");
        assertThat(context.told.get(0)).containsExactly(watch.event("A", "B", "C"));
    }

    @Test
    void aTrackedSymbolThatCannotBeOneIsPassedOver() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        FakeWatch watch = new FakeWatch();
        watch.says("B", "not one", "");
        watched(context, watch, PendingSplits.NOT_PLANNED, "A");
        context.runAsyncCallsOnce();
        context.runAsyncCallsOnce();

        assertThat(context.symbolsOf(0)).containsExactly("A", "B");
    }

    @Test
    void closesItsWatch() {
        FakeWatch watch = new FakeWatch();
        watched(new FakeEnumeratorContext(1), watch, PendingSplits.NOT_PLANNED, "A").close();

        assertThat(watch.isClosed).isTrue();
    }

    private LiveSplitEnumerator watched(
            FakeEnumeratorContext context,
            FakeWatch watch,
            PendingSplits restored,
            String... symbols) {
        LiveSplitEnumerator enumerator =
                new LiveSplitEnumerator(
                        new FakeLiveProvider(List.of(symbols)),
                        options(() -> watch),
                        context,
                        restored);
        enumerator.start();
        return enumerator;
    }

    /** Says the same until it is told to say something else. */
    private static final class FakeWatch implements ControlWatch {

        private Optional<Control> now = Optional.empty();
        private boolean isClosed;

        void says(String... followed) {
            now = Optional.of(new Control(Set.of(followed), Map.of(), List.of()));
        }

        void saysNothing() {
            now = Optional.empty();
        }

        ControlEvent event(String... followed) {
            return new ControlEvent(new Control(Set.of(followed), Map.of(), List.of()));
        }

        @Override
        public Optional<Control> next() {
            return now;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    @Test
    void aProviderThatKnowsNoSymbolsFailsTheJobWithItsMessage() {
        FakeEnumeratorContext context = new FakeEnumeratorContext(1);
        LiveBarProvider down =
                new FakeLiveProvider(List.of()) {
                    @Override
                    public List<String> symbols() throws IOException {
                        throw new IOException("host: 503");
                    }
                };
        LiveSplitEnumerator enumerator =
                new LiveSplitEnumerator(down, options(null), context, PendingSplits.NOT_PLANNED);
        enumerator.start();
        assertThatThrownBy(context::runAsyncCalls)
                .hasMessage("provider fake cannot say which symbols there are: host: 503");
    }

    private LiveSplitEnumerator start(
            FakeEnumeratorContext context, PendingSplits restored, String... symbols) {
        LiveSplitEnumerator enumerator =
                new LiveSplitEnumerator(
                        new FakeLiveProvider(List.of(symbols)), options(null), context, restored);
        enumerator.start();
        context.runAsyncCalls();
        return enumerator;
    }

    private LiveSourceOptions options(ControlWatch.@Nullable Factory control) {
        return new LiveSourceOptions(
                SINCE,
                Duration.ofSeconds(1),
                60_000,
                Duration.ofHours(1),
                CalendarSettings.of("CRYPTO", Alignment.SESSION, Hours.REGULAR),
                Set.of("ELSEWHERE"),
                this::progress,
                control);
    }

    private ProgressStore progress() {
        return new ProgressStore() {
            @Override
            public Map<String, Long> settled() {
                return Map.of("A", 42L);
            }

            @Override
            public void settle(Map<String, Long> until) {
                claimed.putAll(until);
            }

            @Override
            public boolean isBeingFilled(long since) {
                return isBeingFilled;
            }

            @Override
            public void close() {}
        };
    }

    private static class FakeLiveProvider implements LiveBarProvider {

        private static final long serialVersionUID = 1L;

        private final List<String> symbols;

        FakeLiveProvider(List<String> symbols) {
            this.symbols = symbols;
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public List<String> symbols() throws IOException {
            return symbols;
        }

        @Override
        public Poller open() {
            throw new UnsupportedOperationException();
        }
    }
}
