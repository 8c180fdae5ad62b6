package dev.candlemill.jobs.handover;

import dev.candlemill.bar.HandedBars;
import dev.candlemill.bar.SymbolEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes bars that were handed over to the live job. Told of them, it lets the symbol pass until the
 * next barrier and holds its events from there: when that checkpoint is complete, all that the
 * symbol has sent is stored, so what is stored can be folded anew with the handed bars. They leave
 * ahead of the held events, which wait in memory only and always leave before the next barrier.
 * What was taken is removed when the checkpoint behind it is complete; until then a restart takes
 * it once more.
 */
public final class HandoverOperator extends AbstractStreamOperator<SymbolEvent>
        implements OneInputStreamOperator<SymbolEvent, SymbolEvent>, ProcessingTimeCallback {

    private static final long serialVersionUID = 1L;

    /** A barrier waits for what is being fetched, so that it is not much. */
    private static final int MOST_AT_ONCE = 16;

    private static final long LOOK_MILLIS = 20;

    // -- configuration
    private final HandoverOptions options;

    // -- runtime
    private transient Map<String, Long> wanted;
    private transient Map<String, Hold> held;
    private transient Map<String, Long> taken;
    private transient TreeMap<Long, Map<String, Long>> takenBefore;
    private transient HandedLoader loader;

    @SuppressWarnings("NullAway.Init") // the transient fields belong to open()
    public HandoverOperator(HandoverOptions options) {
        this.options = options;
    }

    /** A symbol that waits, and the barrier that it waits behind. */
    private static final class Hold {
        private final long upTo;
        private final long checkpoint;
        private final Deque<SymbolEvent> events = new ArrayDeque<>();
        private @Nullable Future<List<SymbolEvent>> fetched;

        Hold(long upTo, long checkpoint) {
            this.upTo = upTo;
            this.checkpoint = checkpoint;
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        wanted = new LinkedHashMap<>();
        held = new LinkedHashMap<>();
        taken = new HashMap<>();
        takenBefore = new TreeMap<>();
        loader = new HandedLoader(options);
    }

    @Override
    public void processElement(StreamRecord<SymbolEvent> element) {
        SymbolEvent event = element.getValue();
        if (event instanceof HandedBars handed) {
            wanted.merge(handed.symbol(), handed.upTo(), Math::max);
            return;
        }
        Hold hold = held.isEmpty() ? null : held.get(event.symbol());
        if (hold == null) {
            output.collect(element);
        } else {
            hold.events.add(event);
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        super.prepareSnapshotPreBarrier(checkpoint);
        for (Map.Entry<String, Hold> symbol : held.entrySet()) {
            release(symbol.getKey(), symbol.getValue());
        }
        held.clear();
        takenBefore.put(checkpoint, taken);
        taken = new HashMap<>();
        Iterator<Map.Entry<String, Long>> next = wanted.entrySet().iterator();
        while (next.hasNext() && held.size() < MOST_AT_ONCE) {
            Map.Entry<String, Long> symbol = next.next();
            held.put(symbol.getKey(), new Hold(symbol.getValue(), checkpoint));
            next.remove();
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        super.notifyCheckpointComplete(checkpoint);
        remove(checkpoint);
        boolean isFetching = false;
        for (Map.Entry<String, Hold> symbol : held.entrySet()) {
            Hold hold = symbol.getValue();
            if (hold.checkpoint <= checkpoint && hold.fetched == null) {
                hold.fetched = loader.fetch(symbol.getKey());
                isFetching = true;
            }
        }
        if (isFetching) {
            lookSoon();
        }
    }

    @Override
    public void onProcessingTime(long time) throws Exception {
        boolean isFetching = false;
        for (Map.Entry<String, Hold> symbol : new ArrayList<>(held.entrySet())) {
            Future<List<SymbolEvent>> fetched = symbol.getValue().fetched;
            if (fetched != null && fetched.isDone()) {
                held.remove(symbol.getKey());
                release(symbol.getKey(), symbol.getValue());
            } else {
                isFetching |= fetched != null;
            }
        }
        if (isFetching) {
            lookSoon();
        }
    }

    /** Bars that were not taken yet stay in the table, for the next start. */
    @Override
    public void finish() throws Exception {
        held.values().forEach(this::letGo);
        held.clear();
        wanted.clear();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (loader != null) {
            loader.close();
        }
        super.close();
    }

    private void lookSoon() {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        ScheduledFuture<?> unused =
                getProcessingTimeService().registerTimer(now + LOOK_MILLIS, this);
    }

    private void remove(long checkpoint) {
        Map<String, Long> done = new HashMap<>();
        Map<Long, Map<String, Long>> complete = takenBefore.headMap(checkpoint, true);
        complete.values().forEach(done::putAll);
        complete.clear();
        if (!done.isEmpty()) {
            loader.remove(done);
        }
    }

    /** Waits for what is being fetched. Who was not asked for yet, or cannot be, has to wait. */
    private void release(String symbol, Hold hold) throws InterruptedException {
        Future<List<SymbolEvent>> fetched = hold.fetched;
        try {
            if (fetched == null) {
                wanted.merge(symbol, hold.upTo, Math::max);
            } else {
                take(symbol, fetched.get());
            }
        } catch (ExecutionException e) {
            LOG.warn("bars handed over of {} cannot be taken now: {}", symbol, e.getCause());
            wanted.merge(symbol, hold.upTo, Math::max);
        }
        letGo(hold);
    }

    private void take(String symbol, List<SymbolEvent> events) {
        for (SymbolEvent event : events) {
            output.collect(new StreamRecord<>(event));
            if (event instanceof HandedBars handed) {
                taken.merge(symbol, handed.upTo(), Math::max);
            }
        }
        LOG.info("took the bars that were handed over of {}", symbol);
    }

    private void letGo(Hold hold) {
        hold.events.forEach(event -> output.collect(new StreamRecord<>(event)));
        hold.events.clear();
    }
}
