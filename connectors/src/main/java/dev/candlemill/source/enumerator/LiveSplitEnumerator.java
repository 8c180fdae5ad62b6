package dev.candlemill.source.enumerator;

import dev.candlemill.source.LiveBarProvider;
import dev.candlemill.source.LiveSourceOptions;
import dev.candlemill.source.ProgressStore;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.SplitPosition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Deals symbols out to readers, which keep them. The life of a split:
 *
 * <ol>
 *   <li>{@link #start}: a worker thread asks which symbols there are, and how far each is settled:
 *       there its split begins, and has no end. Everything else here runs in the coordinator's
 *       thread. After a restore only symbols that are new get a split.
 *   <li>{@link #addReader}: once all readers are there, each gets about as many symbols as the
 *       others.
 *   <li>A reader asks for its symbols in turn; how far is in the reader's checkpoints.
 *   <li>{@link #addSplitsBack}: the splits of a failed reader, as of the last checkpoint, are dealt
 *       out again when it is back.
 * </ol>
 */
public final class LiveSplitEnumerator implements SplitEnumerator<ProviderSplit, PendingSplits> {

    private final LiveBarProvider provider;
    private final LiveSourceOptions options;
    private final SplitEnumeratorContext<ProviderSplit> context;
    private final Deque<ProviderSplit> pending;
    private final Set<String> known;
    private final Map<Integer, Integer> dealt = new HashMap<>();

    public LiveSplitEnumerator(
            LiveBarProvider provider,
            LiveSourceOptions options,
            SplitEnumeratorContext<ProviderSplit> context,
            PendingSplits restored) {
        this.provider = provider;
        this.options = options;
        this.context = context;
        this.pending = new ArrayDeque<>(restored.splits());
        this.known = new LinkedHashSet<>(restored.known());
    }

    @Override
    public void start() {
        context.metricGroup().setUnassignedSplitsGauge(() -> (long) pending.size());
        context.callAsync(this::plan, this::acceptPlan);
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String requesterHostname) {
        // Readers are given what they have to do.
    }

    @Override
    public void addSplitsBack(List<ProviderSplit> splits, int subtask) {
        splits.forEach(pending::addFirst);
        dealt.remove(subtask);
    }

    @Override
    public void addReader(int subtask) {
        deal();
    }

    @Override
    public PendingSplits snapshotState(long checkpointId) {
        return new PendingSplits(true, List.copyOf(pending), List.copyOf(known));
    }

    @Override
    public void close() {}

    private List<ProviderSplit> plan() throws IOException {
        try (ProgressStore progress = options.progress().open()) {
            Map<String, Long> settled = progress.settled();
            List<ProviderSplit> splits = new ArrayList<>();
            for (String symbol : provider.symbols()) {
                splits.add(split(symbol, settled.getOrDefault(symbol, options.since())));
            }
            return splits;
        }
    }

    private static ProviderSplit split(String symbol, long from) {
        List<SymbolRange> endless = List.of(new SymbolRange(symbol, from, Long.MAX_VALUE));
        return new ProviderSplit(symbol, endless, new SplitPosition(0, from, 0, null));
    }

    private void acceptPlan(@Nullable List<ProviderSplit> splits, @Nullable Throwable failure) {
        if (splits == null || failure != null) {
            throw new FlinkRuntimeException(
                    "provider "
                            + provider.name()
                            + " cannot say which symbols there are: "
                            + (failure == null ? "no answer" : failure.getMessage()),
                    failure);
        }
        for (ProviderSplit split : splits) {
            if (known.add(split.symbol())) {
                pending.add(split);
            }
        }
        deal();
    }

    /** Waits for all readers: the first one alone would get everything. */
    private void deal() {
        if (context.registeredReaders().size() < context.currentParallelism()) {
            return;
        }
        Map<Integer, List<ProviderSplit>> hands = new HashMap<>();
        while (!pending.isEmpty()) {
            int reader = leastBusy();
            dealt.merge(reader, 1, Integer::sum);
            hands.computeIfAbsent(reader, r -> new ArrayList<>()).add(pending.poll());
        }
        if (!hands.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(hands));
        }
    }

    private int leastBusy() {
        int least = 0;
        for (int reader = 1; reader < context.currentParallelism(); reader++) {
            if (dealt.getOrDefault(reader, 0) < dealt.getOrDefault(least, 0)) {
                least = reader;
            }
        }
        return least;
    }
}
