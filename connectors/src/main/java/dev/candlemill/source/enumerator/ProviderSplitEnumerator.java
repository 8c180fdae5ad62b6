package dev.candlemill.source.enumerator;

import dev.candlemill.source.BarProvider;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.ProviderSplit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
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
 * Hands symbols out to readers that ask for work. The life of a split:
 *
 * <ol>
 *   <li>{@link #start}: a worker thread asks the provider for its plan; everything else here runs
 *       in the coordinator's thread.
 *   <li>{@link #handleSplitRequest}: a reader without work gets the next symbols: several while
 *       many are left, single ones towards the end, so that readers finish together (guided
 *       self-scheduling). Requests that come before the plan wait for it.
 *   <li>A reader reads all ranges of its symbol, in order; how far is in the reader's checkpoints.
 *   <li>{@link #addSplitsBack}: the splits of a failed reader, as of the last checkpoint, are the
 *       next ones to be handed out, to whichever reader asks.
 *   <li>A reader for which nothing is left waits until all others have read theirs; then all hear
 *       at once that there is no more. Had it ended before, no checkpoint could follow.
 * </ol>
 */
public final class ProviderSplitEnumerator
        implements SplitEnumerator<ProviderSplit, PendingSplits> {

    private static final int MOST_AT_ONCE = 16;
    private static final int SHARES_PER_READER = 4;

    private final BarProvider provider;
    private final SplitEnumeratorContext<ProviderSplit> context;
    private final Deque<ProviderSplit> pending;

    /** Those that asked for work and have got none yet. */
    private final Set<Integer> idleReaders = new LinkedHashSet<>();

    private boolean planned;

    public ProviderSplitEnumerator(
            BarProvider provider,
            SplitEnumeratorContext<ProviderSplit> context,
            PendingSplits restored) {
        this.provider = provider;
        this.context = context;
        this.pending = new ArrayDeque<>(restored.splits());
        this.planned = restored.planned();
    }

    @Override
    public void start() {
        context.metricGroup().setUnassignedSplitsGauge(() -> (long) pending.size());
        if (!planned) {
            context.callAsync(provider::plan, this::acceptPlan);
        }
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String requesterHostname) {
        idleReaders.add(subtask);
        if (planned) {
            serve();
        }
    }

    @Override
    public void addSplitsBack(List<ProviderSplit> splits, int subtask) {
        for (int i = splits.size() - 1; i >= 0; i--) {
            pending.addFirst(splits.get(i));
        }
    }

    @Override
    public void addReader(int subtask) {
        // Readers ask for work themselves, also when they begin anew after a failure.
        idleReaders.remove(subtask);
    }

    @Override
    public PendingSplits snapshotState(long checkpointId) {
        return new PendingSplits(planned, List.copyOf(pending));
    }

    @Override
    public void close() {}

    private void acceptPlan(@Nullable List<SymbolRange> ranges, @Nullable Throwable failure) {
        if (ranges == null || failure != null) {
            throw new FlinkRuntimeException(
                    "provider "
                            + provider.name()
                            + " cannot say what there is to read: "
                            + (failure == null ? "no answer" : failure.getMessage()),
                    failure);
        }
        pending.addAll(splitsOf(ranges));
        planned = true;
        serve();
    }

    private void serve() {
        // One that has failed since it asked cannot be reached.
        idleReaders.retainAll(context.registeredReaders().keySet());
        Iterator<Integer> readers = idleReaders.iterator();
        while (readers.hasNext() && !pending.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(Map.of(readers.next(), nextSplits())));
            readers.remove();
        }
        if (idleReaders.size() == context.currentParallelism()) {
            idleReaders.forEach(context::signalNoMoreSplits);
        }
    }

    private List<ProviderSplit> nextSplits() {
        int share = pending.size() / (SHARES_PER_READER * context.currentParallelism());
        int count = Math.max(1, Math.min(share, MOST_AT_ONCE));
        List<ProviderSplit> next = new ArrayList<>(count);
        while (next.size() < count && !pending.isEmpty()) {
            next.add(pending.poll());
        }
        return next;
    }

    private static List<ProviderSplit> splitsOf(List<SymbolRange> ranges) {
        Map<String, List<SymbolRange>> bySymbol = new LinkedHashMap<>();
        for (SymbolRange range : ranges) {
            bySymbol.computeIfAbsent(range.symbol(), s -> new ArrayList<>()).add(range);
        }
        List<ProviderSplit> splits = new ArrayList<>(bySymbol.size());
        bySymbol.forEach((symbol, own) -> splits.add(ProviderSplit.of(symbol, own)));
        return splits;
    }
}
