package dev.candlemill.source.enumerator;

import dev.candlemill.bar.Symbols;
import dev.candlemill.source.Control;
import dev.candlemill.source.ControlWatch;
import dev.candlemill.source.LiveBarProvider;
import dev.candlemill.source.LiveSourceOptions;
import dev.candlemill.source.ProgressStore;
import dev.candlemill.source.split.ProviderSplit;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals symbols out to readers, which keep them. The life of a split:
 *
 * <ol>
 *   <li>{@link #start}: a worker thread asks which symbols there are, and how far each is settled:
 *       there its split begins, and has no end. Everything else here runs in the coordinator's
 *       thread. After a restore only symbols that are new get a split.
 *   <li>Where symbols and setups may change while the job runs, {@link #heed} then waits for word
 *       of them in the worker thread, again and again. All readers hear it; a symbol that is
 *       followed for the first time gets its split, one that is not followed any more keeps it.
 *       Nothing of it is kept here: a new reader, or a restored job, is told again.
 *   <li>{@link #addReader}: once all readers are there, each gets about as many symbols as the
 *       others.
 *   <li>A reader asks for its symbols in turn; how far is in the reader's checkpoints.
 *   <li>{@link #addSplitsBack}: the splits of a failed reader, as of the last checkpoint, are dealt
 *       out again when it is back.
 * </ol>
 */
public final class LiveSplitEnumerator implements SplitEnumerator<ProviderSplit, PendingSplits> {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSplitEnumerator.class);

    private final LiveBarProvider provider;
    private final LiveSourceOptions options;
    private final SplitEnumeratorContext<ProviderSplit> context;
    private final Deque<ProviderSplit> pending;
    private final Set<String> known;
    private final Map<Integer, Integer> dealt = new HashMap<>();
    private final Set<String> ofProvider = new LinkedHashSet<>();

    /** Null where nothing changes while the job runs. */
    private @Nullable ControlWatch watch;

    /** What readers were told; null before anything is known. */
    private @Nullable ControlEvent told;

    public LiveSplitEnumerator(
            LiveBarProvider provider,
            LiveSourceOptions options,
            SplitEnumeratorContext<ProviderSplit> context,
            PendingSplits restored) {
        this.provider = provider;
        this.options = options;
        this.context = context;
        this.pending = new ArrayDeque<>();
        restored.splits().stream().filter(split -> isPolled(split.symbol())).forEach(pending::add);
        this.known = new LinkedHashSet<>();
        restored.known().stream().filter(this::isPolled).forEach(known::add);
    }

    @Override
    public void start() {
        context.metricGroup().setUnassignedSplitsGauge(() -> (long) pending.size());
        context.callAsync(this::plan, this::acceptPlan);
        ControlWatch.Factory control = options.control();
        if (control != null) {
            ControlWatch opened = control.open();
            watch = opened;
            context.callAsync(opened::next, (next, failure) -> heed(opened, next, failure));
        }
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
        if (told != null) {
            context.sendEventToSourceReader(subtask, told);
        }
        deal();
    }

    @Override
    public PendingSplits snapshotState(long checkpointId) {
        return new PendingSplits(true, List.copyOf(pending), List.copyOf(known));
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }

    private List<ProviderSplit> plan() throws IOException {
        return splits(provider.symbols().stream().filter(this::isPolled).toList());
    }

    /**
     * Each begins where it is settled. One that nobody has settled is claimed before its first bar,
     * so that a bounded run leaves it alone.
     */
    private List<ProviderSplit> splits(List<String> symbols) throws IOException {
        try (ProgressStore progress = options.progress().open()) {
            Map<String, Long> settled = progress.settled();
            Map<String, Long> claimed = new HashMap<>();
            List<ProviderSplit> splits = new ArrayList<>();
            for (String symbol : symbols) {
                if (!settled.containsKey(symbol)) {
                    claimed.put(symbol, options.since());
                }
                long from = settled.getOrDefault(symbol, options.since());
                splits.add(ProviderSplit.endless(symbol, from));
            }
            if (!claimed.isEmpty()) {
                progress.settle(claimed);
            }
            return splits;
        }
    }

    /**
     * Those that a bounded run may be writing wait for its end, and begin where it settles them.
     */
    private List<ProviderSplit> splitsOfNewcomers(List<String> symbols) throws IOException {
        try (ProgressStore progress = options.progress().open()) {
            if (!progress.isBeingFilled(options.since())) {
                return splits(symbols);
            }
            Set<String> settled = progress.settled().keySet();
            List<String> waiting = new ArrayList<>(symbols);
            waiting.removeAll(settled);
            if (!waiting.isEmpty()) {
                LOG.info("{} wait for the end of the bounded run that may write them", waiting);
            }
            return splits(symbols.stream().filter(settled::contains).toList());
        }
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
        splits.forEach(split -> ofProvider.add(split.symbol()));
        add(splits);
    }

    private void add(List<ProviderSplit> splits) {
        for (ProviderSplit split : splits) {
            if (known.add(split.symbol())) {
                pending.add(split);
            }
        }
        deal();
    }

    private void heed(ControlWatch source, Optional<Control> next, @Nullable Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException(
                    "what the job is told while it runs cannot be watched: " + failure, failure);
        }
        next.map(this::allFollowed).ifPresent(this::take);
        context.callAsync(source::next, (later, fault) -> heed(source, later, fault));
    }

    /** Whoever takes handed bars needs a split; it is polled until they are taken. */
    private Control allFollowed(Control control) {
        Control own = control.on(this::isPolled);
        return own.following(ofProvider).following(own.handed().keySet());
    }

    private boolean isPolled(String symbol) {
        return !options.elsewhere().contains(symbol);
    }

    private void take(Control control) {
        if (told == null || !told.control().equals(control)) {
            ControlEvent event = new ControlEvent(control);
            told = event;
            context.registeredReaders()
                    .keySet()
                    .forEach(reader -> context.sendEventToSourceReader(reader, event));
        }
        List<String> newcomers =
                control.followed().stream()
                        .filter(symbol -> !known.contains(symbol))
                        .filter(LiveSplitEnumerator::isLegal)
                        .sorted()
                        .toList();
        if (newcomers.isEmpty()) {
            deal();
        } else {
            context.callAsync(() -> splitsOfNewcomers(newcomers), this::acceptNewcomers);
        }
    }

    private static boolean isLegal(String symbol) {
        boolean isLegal = Symbols.isLegal(symbol);
        if (!isLegal) {
            LOG.warn("tracked symbol '{}' is passed over: expected {}", symbol, Symbols.EXPECTED);
        }
        return isLegal;
    }

    /** Where nobody can say how far they are settled, that is asked again with the next word. */
    private void acceptNewcomers(
            @Nullable List<ProviderSplit> splits, @Nullable Throwable failure) {
        if (splits == null) {
            LOG.warn("new symbols have to wait: {}", String.valueOf(failure));
        }
        add(splits == null ? List.of() : splits);
    }

    /**
     * Waits for all readers: the first one alone would get everything; and where symbols and setups
     * may change, for word of them, since what is stored goes out together with the setups.
     */
    private void deal() {
        if (context.registeredReaders().size() < context.currentParallelism()
                || watch != null && told == null) {
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
