package dev.candlemill.source.control;

import dev.candlemill.source.Control;
import dev.candlemill.source.ControlWatch;
import dev.candlemill.source.ProgressStore;
import dev.candlemill.source.enumerator.ControlEvent;
import dev.candlemill.source.enumerator.PendingSplits;
import dev.candlemill.source.split.ProviderSplit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for word in a worker thread, and passes it on to whoever reads. There are no splits. */
final class ControlEnumerator implements SplitEnumerator<ProviderSplit, PendingSplits> {

    private static final Logger LOG = LoggerFactory.getLogger(ControlEnumerator.class);

    private final ControlWatch watch;
    private final ProgressStore.Factory progress;
    private final Set<String> symbols;
    private final SplitEnumeratorContext<ProviderSplit> context;

    /** What the worker thread has found out; null before it has. */
    private volatile @Nullable Set<String> settled;

    private @Nullable ControlEvent told;

    ControlEnumerator(
            ControlWatch.Factory control,
            ProgressStore.Factory progress,
            Set<String> symbols,
            SplitEnumeratorContext<ProviderSplit> context) {
        this.watch = control.open();
        this.progress = progress;
        this.symbols = symbols;
        this.context = context;
    }

    @Override
    public void start() {
        context.callAsync(this::next, this::heed);
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String requesterHostname) {
        // There are none.
    }

    @Override
    public void addSplitsBack(List<ProviderSplit> splits, int subtask) {
        // There are none.
    }

    @Override
    public void addReader(int subtask) {
        if (told != null) {
            context.sendEventToSourceReader(subtask, told);
        }
    }

    @Override
    public PendingSplits snapshotState(long checkpointId) {
        return PendingSplits.NOT_PLANNED;
    }

    @Override
    public void close() {
        watch.close();
    }

    /** With all symbols that a job may hold the state of, since setups of any may have gone. */
    private Optional<Control> next() throws InterruptedException {
        Optional<Control> control = watch.next();
        Set<String> known = control.isPresent() ? settledSymbols() : null;
        return known == null
                ? Optional.empty()
                : control.map(c -> c.following(known).on(this::comesByItself));
    }

    private boolean comesByItself(String symbol) {
        return symbols.isEmpty() || symbols.contains(symbol);
    }

    private @Nullable Set<String> settledSymbols() {
        if (settled == null) {
            try (ProgressStore store = progress.open()) {
                settled = store.settled().keySet();
            } catch (IOException e) {
                LOG.warn("changed setups have to wait: {}", e.getMessage());
            }
        }
        return settled;
    }

    private void heed(Optional<Control> next, @Nullable Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException(
                    "what the job is told while it runs cannot be watched: " + failure, failure);
        }
        next.map(ControlEvent::new)
                .filter(event -> !event.equals(told))
                .ifPresent(
                        event -> {
                            told = event;
                            context.registeredReaders()
                                    .keySet()
                                    .forEach(r -> context.sendEventToSourceReader(r, event));
                        });
        context.callAsync(this::next, this::heed);
    }
}
