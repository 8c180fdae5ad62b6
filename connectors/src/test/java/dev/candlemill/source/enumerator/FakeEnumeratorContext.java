package dev.candlemill.source.enumerator;

import dev.candlemill.source.split.ProviderSplit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Records what an enumerator does; runs its asynchronous calls when told to. */
public class FakeEnumeratorContext implements SplitEnumeratorContext<ProviderSplit> {

    final Map<Integer, List<ProviderSplit>> assigned = new HashMap<>();
    public final Map<Integer, List<SourceEvent>> told = new HashMap<>();
    final Set<Integer> toldNoMore = new HashSet<>();
    private final int parallelism;
    private final Map<Integer, ReaderInfo> readers = new HashMap<>();
    private final Queue<Runnable> calls = new ArrayDeque<>();

    public FakeEnumeratorContext(int parallelism) {
        this.parallelism = parallelism;
        for (int i = 0; i < parallelism; i++) {
            register(i);
        }
    }

    public void unregister(int subtask) {
        readers.remove(subtask);
    }

    public void register(int subtask) {
        readers.put(subtask, new ReaderInfo(subtask, "localhost"));
    }

    void runAsyncCalls() {
        while (!calls.isEmpty()) {
            calls.remove().run();
        }
    }

    /** Those that are there now; what they call leaves for the next time. */
    public void runAsyncCallsOnce() {
        for (int left = calls.size(); left > 0; left--) {
            calls.remove().run();
        }
    }

    List<String> symbolsOf(int subtask) {
        return assigned.getOrDefault(subtask, List.of()).stream()
                .map(ProviderSplit::symbol)
                .toList();
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
        told.computeIfAbsent(subtask, s -> new ArrayList<>()).add(event);
    }

    @Override
    public int currentParallelism() {
        return parallelism;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return readers;
    }

    @Override
    public void assignSplits(SplitsAssignment<ProviderSplit> assignment) {
        assignment
                .assignment()
                .forEach(
                        (subtask, splits) ->
                                assigned.computeIfAbsent(subtask, s -> new ArrayList<>())
                                        .addAll(splits));
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
        toldNoMore.add(subtask);
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        calls.add(
                () -> {
                    T result = null;
                    Throwable failure = null;
                    try {
                        result = callable.call();
                    } catch (Exception e) {
                        failure = e;
                    }
                    handler.accept(result, failure);
                });
    }

    @Override
    public <T> void callAsync(
            Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }
}
