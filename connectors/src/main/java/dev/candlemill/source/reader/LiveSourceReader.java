package dev.candlemill.source.reader;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Forgotten;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.LiveBarProvider;
import dev.candlemill.source.LiveSourceOptions;
import dev.candlemill.source.enumerator.ControlEvent;
import dev.candlemill.source.split.ProviderSplit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.SourceReaderOptions;
import org.apache.flink.metrics.Counter;

/**
 * Emits the events of its symbols as they come, for as long as the job runs. After each completed
 * checkpoint it notes how far every symbol is settled. The reading itself is {@link
 * LiveSplitReader}'s, in a thread of its own.
 */
public final class LiveSourceReader
        extends SingleThreadMultiplexSourceReaderBase<
                PositionedEvent, SymbolEvent, ProviderSplit, SplitState> {

    /** Polls without an answer, over all readers' instances of this metric. */
    public static final String POLL_FAILURES = "pollFailures";

    private static final int FETCHES_AHEAD = 2;

    private final LiveSourceOptions options;
    private final SettledSymbols settled;
    private final ControlInbox inbox;
    private final Outbox outbox;
    private final TreeMap<Long, Noted> byCheckpoint = new TreeMap<>();

    /** How far symbols are settled once a checkpoint is complete, and what had been emitted. */
    private record Noted(Map<String, Long> until, long emitted) {}

    public LiveSourceReader(
            LiveBarProvider provider,
            BaselineReader.Factory baselines,
            LiveSourceOptions options,
            SourceReaderContext context) {
        this(
                new LiveSplitReader.Polling(provider, baselines, options),
                context,
                new ControlInbox(),
                new Outbox());
    }

    private LiveSourceReader(
            LiveSplitReader.Polling polling,
            SourceReaderContext context,
            ControlInbox inbox,
            Outbox outbox) {
        super(
                () ->
                        new LiveSplitReader(
                                polling,
                                context.metricGroup().counter(POLL_FAILURES),
                                inbox,
                                outbox),
                new Emitter(context.metricGroup().counter(ProviderSourceReader.BARS_READ), outbox),
                new Configuration().set(SourceReaderOptions.ELEMENT_QUEUE_CAPACITY, FETCHES_AHEAD),
                context);
        this.options = polling.options();
        this.settled = new SettledSymbols(options.progress());
        this.inbox = inbox;
        this.outbox = outbox;
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof ControlEvent told) {
            inbox.put(told.control());
        } else {
            super.handleSourceEvents(event);
        }
    }

    /** A checkpoint may hold symbols that come from elsewhere since. */
    @Override
    public void addSplits(List<ProviderSplit> splits) {
        super.addSplits(
                splits.stream()
                        .filter(split -> !options.elsewhere().contains(split.symbol()))
                        .toList());
    }

    @Override
    public List<ProviderSplit> snapshotState(long checkpointId) {
        List<ProviderSplit> splits = super.snapshotState(checkpointId);
        Map<String, Long> until = new HashMap<>();
        for (ProviderSplit split : splits) {
            if (split.position().loaded() != null) {
                until.put(split.symbol(), settledUntil(split));
            }
        }
        byCheckpoint.put(checkpointId, new Noted(until, outbox.emitted()));
        return splits;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        Noted noted = byCheckpoint.get(checkpointId);
        byCheckpoint.headMap(checkpointId, true).clear();
        if (noted != null) {
            outbox.store(noted.emitted());
            if (!noted.until().isEmpty()) {
                settled.note(noted.until());
            }
        }
    }

    @Override
    public void close() throws Exception {
        try (settled) {
            super.close();
        }
    }

    @Override
    protected void onSplitFinished(Map<String, SplitState> finished) {
        throw new IllegalStateException("a split without end has ended: " + finished.keySet());
    }

    @Override
    protected SplitState initializedState(ProviderSplit split) {
        return new SplitState(split);
    }

    @Override
    protected ProviderSplit toSplitType(String splitId, SplitState state) {
        return state.toSplit();
    }

    private long settledUntil(ProviderSplit split) {
        return Math.max(
                split.ranges().get(0).from(),
                FoldOptions.settledUntil(split.position().cursor(), options.graceMillis()));
    }

    private record Emitter(Counter barsRead, Outbox outbox)
            implements RecordEmitter<PositionedEvent, SymbolEvent, SplitState> {

        @Override
        public void emitRecord(
                PositionedEvent element, SourceOutput<SymbolEvent> output, SplitState state) {
            output.collect(element.event());
            outbox.emit();
            if (element.event() instanceof Forgotten) {
                state.beginAgain(element.after());
            } else {
                state.moveTo(element.after());
            }
            if (element.event() instanceof BarPage page) {
                barsRead.inc(page.inputCount());
            }
        }
    }
}
