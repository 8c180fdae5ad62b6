package dev.candlemill.source.control;

import dev.candlemill.source.Control;
import dev.candlemill.source.ControlWatch;
import dev.candlemill.source.ProgressStore;
import dev.candlemill.source.enumerator.PendingSplits;
import dev.candlemill.source.split.ProviderSplit;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** As each symbol was first found, so that progress alone is no news. The worker thread's. */
    private final Map<String, Long> settled = new HashMap<>();

    private boolean isSettledKnown;

    private @Nullable Word told;

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
    private Optional<Word> next() throws InterruptedException {
        Optional<Control> control = watch.next();
        if (control.isPresent()) {
            readSettled();
        }
        return isSettledKnown ? control.map(this::word) : Optional.empty();
    }

    private Word word(Control control) {
        return new Word(control.following(settled.keySet()).on(this::comesByItself), settled);
    }

    private boolean comesByItself(String symbol) {
        return symbols.isEmpty() || symbols.contains(symbol);
    }

    /** Each time: symbols are settled while the job runs, by itself and by bounded runs. */
    private void readSettled() {
        try (ProgressStore store = progress.open()) {
            store.settled()
                    .forEach(
                            (symbol, until) -> {
                                if (comesByItself(symbol)) {
                                    settled.putIfAbsent(symbol, until);
                                }
                            });
            isSettledKnown = true;
        } catch (IOException e) {
            LOG.warn("symbols that are settled cannot be read: {}", e.getMessage());
        }
    }

    private void heed(Optional<Word> next, @Nullable Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException(
                    "what the job is told while it runs cannot be watched: " + failure, failure);
        }
        next.filter(word -> !word.equals(told))
                .ifPresent(
                        word -> {
                            told = word;
                            context.registeredReaders()
                                    .keySet()
                                    .forEach(r -> context.sendEventToSourceReader(r, word));
                        });
        context.callAsync(this::next, this::heed);
    }
}
