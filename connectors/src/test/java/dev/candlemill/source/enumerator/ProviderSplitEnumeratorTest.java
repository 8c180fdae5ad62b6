package dev.candlemill.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.source.BarProvider;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.SplitPosition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;

class ProviderSplitEnumeratorTest {

    private final FakeEnumeratorContext context = new FakeEnumeratorContext(2);

    @Test
    void handsOutFirstWhatAFailedReaderGaveBack() {
        ProviderSplitEnumerator enumerator = started(symbols("A", "B", "C"));
        enumerator.handleSplitRequest(0, null);
        ProviderSplit halfRead =
                context.assigned.get(0).get(0).at(new SplitPosition(0, 17, 1, null));
        enumerator.addSplitsBack(List.of(halfRead), 0);

        enumerator.handleSplitRequest(1, null);

        assertThat(context.assigned.get(1)).containsExactly(halfRead);
    }

    @Test
    void keepsTheOrderOfSeveralSplitsGivenBack() {
        ProviderSplitEnumerator enumerator = started(symbols("C"));
        enumerator.addSplitsBack(List.of(split("A"), split("B")), 0);
        assertThat(pending(enumerator)).containsExactly("A", "B", "C");
    }

    @Test
    void keepsAllRangesOfASymbolTogetherAndInOrder() {
        ProviderSplitEnumerator enumerator =
                started(
                        new SymbolRange("A", 1, 5),
                        new SymbolRange("B", 1, 5),
                        new SymbolRange("A", 7, 9));
        enumerator.handleSplitRequest(0, null);
        assertThat(context.assigned.get(0))
                .containsExactly(
                        ProviderSplit.of(
                                "A",
                                List.of(new SymbolRange("A", 1, 5), new SymbolRange("A", 7, 9))));
        assertThat(pending(enumerator)).containsExactly("B");
    }

    @Test
    void saysThatThereIsNoMoreToAllReadersAtOnce() {
        ProviderSplitEnumerator enumerator = started(symbols("A"));
        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(1, null);
        assertThat(context.assigned).containsOnlyKeys(0);
        assertThat(context.toldNoMore).isEmpty();

        enumerator.handleSplitRequest(0, null);

        assertThat(context.toldNoMore).containsExactly(0, 1);
    }

    @Test
    void waitsForAReaderThatBeganAnewToAskAgain() {
        ProviderSplitEnumerator enumerator = started();
        enumerator.handleSplitRequest(0, null);
        context.unregister(0);
        context.register(0);
        enumerator.addReader(0);

        enumerator.handleSplitRequest(1, null);
        assertThat(context.toldNoMore).isEmpty();

        enumerator.handleSplitRequest(0, null);
        assertThat(context.toldNoMore).containsExactly(0, 1);
    }

    @Test
    void saysThatThereIsNoMoreForAnEmptyPlan() {
        ProviderSplitEnumerator enumerator = started();
        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(1, null);
        assertThat(context.toldNoMore).containsExactly(0, 1);
    }

    @Test
    void letsRequestsWaitForThePlan() {
        ProviderSplitEnumerator enumerator =
                new ProviderSplitEnumerator(
                        provider(symbols("A", "B")), context, PendingSplits.NOT_PLANNED);
        enumerator.start();
        enumerator.handleSplitRequest(1, null);
        enumerator.handleSplitRequest(0, null);
        context.unregister(0);
        assertThat(context.assigned).isEmpty();

        context.runAsyncCalls();

        assertThat(context.symbolsOf(1)).containsExactly("A");
        assertThat(context.assigned).doesNotContainKey(0);
    }

    @Test
    void plansAgainAfterARestoreFromBeforeThePlan() {
        ProviderSplitEnumerator early =
                new ProviderSplitEnumerator(
                        provider(symbols("A")), context, PendingSplits.NOT_PLANNED);
        early.start();
        PendingSplits snapshot = early.snapshotState(1);
        assertThat(snapshot.planned()).isFalse();

        ProviderSplitEnumerator restored =
                new ProviderSplitEnumerator(provider(symbols("A")), context, snapshot);
        restored.start();
        context.runAsyncCalls();

        assertThat(pending(restored)).containsExactly("A");
    }

    @Test
    void doesNotPlanAgainAfterARestore() {
        ProviderSplitEnumerator first = started(symbols("A", "B"));
        first.handleSplitRequest(0, null);

        ProviderSplitEnumerator restored =
                new ProviderSplitEnumerator(
                        provider(symbols("X")), context, first.snapshotState(1));
        restored.start();
        context.runAsyncCalls();

        assertThat(pending(restored)).containsExactly("B");
    }

    @Test
    void handsOutManyAtFirstAndSingleOnesAtTheEnd() {
        String[] names = IntStream.range(0, 1000).mapToObj(i -> "S" + i).toArray(String[]::new);
        ProviderSplitEnumerator enumerator = started(symbols(names));
        List<Integer> sizes = new ArrayList<>();
        int before = 0;
        while (context.toldNoMore.isEmpty()) {
            enumerator.handleSplitRequest(sizes.size() % 2, null);
            int now = context.symbolsOf(0).size() + context.symbolsOf(1).size();
            sizes.add(now - before);
            before = now;
        }
        assertThat(before).isEqualTo(1000);
        assertThat(sizes.get(0)).isEqualTo(16);
        assertThat(sizes.subList(sizes.size() - 10, sizes.size() - 2)).containsOnly(1);
        assertThat(Math.abs(context.symbolsOf(0).size() - context.symbolsOf(1).size()))
                .isLessThanOrEqualTo(16);
    }

    @Test
    void namesTheProviderWhenItCannotPlan() {
        BarProvider broken =
                new PlannedProvider(List.of()) {
                    @Override
                    public List<SymbolRange> plan() throws IOException {
                        throw new IOException("bars.csv:3: expected a number");
                    }
                };
        ProviderSplitEnumerator enumerator =
                new ProviderSplitEnumerator(broken, context, PendingSplits.NOT_PLANNED);
        enumerator.start();
        assertThatThrownBy(context::runAsyncCalls)
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessage(
                        "provider planned cannot say what there is to read:"
                                + " bars.csv:3: expected a number");
    }

    private ProviderSplitEnumerator started(SymbolRange... ranges) {
        ProviderSplitEnumerator enumerator =
                new ProviderSplitEnumerator(provider(ranges), context, PendingSplits.NOT_PLANNED);
        enumerator.start();
        context.runAsyncCalls();
        return enumerator;
    }

    private static List<String> pending(ProviderSplitEnumerator enumerator) {
        return enumerator.snapshotState(1).splits().stream().map(ProviderSplit::symbol).toList();
    }

    private static SymbolRange[] symbols(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(i -> new SymbolRange(names[i], 1, 5))
                .toArray(SymbolRange[]::new);
    }

    private static ProviderSplit split(String symbol) {
        return ProviderSplit.of(symbol, List.of(new SymbolRange(symbol, 1, 5)));
    }

    private static BarProvider provider(SymbolRange... ranges) {
        return new PlannedProvider(List.of(ranges));
    }

    private static class PlannedProvider implements BarProvider {

        private final List<SymbolRange> ranges;

        PlannedProvider(List<SymbolRange> ranges) {
            this.ranges = ranges;
        }

        @Override
        public String name() {
            return "planned";
        }

        @Override
        public List<SymbolRange> plan() throws IOException {
            return ranges;
        }

        @Override
        public PageCursor open(SymbolRange range, long position) {
            throw new UnsupportedOperationException();
        }
    }
}
