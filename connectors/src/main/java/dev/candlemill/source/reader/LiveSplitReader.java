package dev.candlemill.source.reader;

import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.Control;
import dev.candlemill.source.LiveBarProvider;
import dev.candlemill.source.LiveSourceOptions;
import dev.candlemill.source.split.ProviderSplit;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for each symbol when its turn comes, and waits where none has. Runs in a fetcher thread, so
 * that neither the waiting nor a slow provider blocks the task. A symbol that a provider has no
 * answer for is asked for again later; the others go on. Where the job is told which symbols it
 * follows, those that it does not are left alone.
 */
final class LiveSplitReader implements SplitReader<PositionedEvent, ProviderSplit> {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSplitReader.class);
    private static final int MOST_EVENTS = 64;
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final LiveBarProvider provider;
    private final LiveSourceOptions options;
    private final Baselines baselines;
    private final Counter pollFailures;
    private final ControlInbox inbox;
    private final Turns turns = new Turns();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wokenUp = lock.newCondition();
    private boolean isWokenUp;
    private LiveBarProvider.@Nullable Poller poller;

    /** What holds for the symbols here; null before anything was said. */
    private @Nullable Control control;

    private boolean areAllTold = true;

    LiveSplitReader(Polling polling, Counter pollFailures, ControlInbox inbox) {
        this.provider = polling.provider();
        this.options = polling.options();
        this.baselines = new Baselines(polling.baselines());
        this.pollFailures = pollFailures;
        this.inbox = inbox;
        inbox.onChange(this::wakeUp);
    }

    /** What is read, and how. */
    record Polling(
            LiveBarProvider provider,
            BaselineReader.Factory baselines,
            LiveSourceOptions options) {}

    @Override
    public RecordsWithSplitIds<PositionedEvent> fetch() throws IOException {
        RecordsBySplits.Builder<PositionedEvent> records = new RecordsBySplits.Builder<>();
        awaitTurn();
        heedControl(records);
        for (int i = 0; i < MOST_EVENTS; i++) {
            Turns.Turn turn = turns.poll();
            if (turn == null) {
                break;
            }
            take(turn, records);
            turns.add(turn);
        }
        return records.build();
    }

    @Override
    public void handleSplitsChanges(SplitsChange<ProviderSplit> change) {
        if (!(change instanceof SplitsAddition<ProviderSplit>)) {
            throw new UnsupportedOperationException(
                    "expected added splits, found " + change.getClass().getSimpleName());
        }
        for (ProviderSplit split : change.splits()) {
            PolledEvents.Market market =
                    new PolledEvents.Market(
                            options.calendars().calendarOf(split.symbol()), options.graceMillis());
            Turns.Turn turn =
                    new Turns.Turn(
                            new PolledEvents(split, provider.name(), poller(), baselines, market));
            if (isFollowed(split.symbol())) {
                turns.add(turn);
            } else {
                turns.park(turn);
            }
        }
        areAllTold = false;
    }

    /** Before it has heard who is followed, a reader asks for nobody. */
    private boolean isFollowed(String symbol) {
        Control told = control;
        return told == null ? options.control() == null : told.followed().contains(symbol);
    }

    private boolean hasNews() {
        Control latest = inbox.latest();
        return latest != null && !(latest == control && areAllTold);
    }

    /**
     * In the stream, before the bars that come next: so it holds for those, after a restore too.
     */
    private void heedControl(RecordsBySplits.Builder<PositionedEvent> records) {
        Control latest = inbox.latest();
        if (latest == null || !hasNews()) {
            return;
        }
        control = latest;
        areAllTold = true;
        turns.follow(this::isFollowed);
        for (Turns.Turn turn : turns.all()) {
            PolledEvents events = turn.events;
            events.awaitHanded(latest.handed().get(events.symbol()));
            add(events, events.tellWanted(latest.wantedOf(events.symbol())), records);
            add(events, events.tell(latest.setupsOf(events.symbol())), records);
            add(events, events.follow(isFollowed(events.symbol())), records);
        }
    }

    private static void add(
            PolledEvents events,
            @Nullable PositionedEvent event,
            RecordsBySplits.Builder<PositionedEvent> records) {
        if (event != null) {
            records.add(events.splitId(), event);
        }
    }

    @Override
    public void wakeUp() {
        lock.lock();
        try {
            isWokenUp = true;
            wokenUp.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        try (baselines;
                LiveBarProvider.Poller open = poller) {
            poller = null;
            turns.clear();
        }
    }

    private void take(Turns.Turn turn, RecordsBySplits.Builder<PositionedEvent> records)
            throws IOException {
        try {
            add(turn.events, turn.events.next(), records);
            turn.failures = 0;
            turn.due = System.nanoTime() + (turn.events.hasMore() ? 0 : pause(0));
        } catch (PolledEvents.PollException e) {
            pollFailures.inc();
            turn.failures++;
            turn.due = System.nanoTime() + pause(turn.failures);
            LOG.warn("{}, failure {} in a row", e.getMessage(), turn.failures);
        }
    }

    private long pause(int failures) {
        long doubled = options.pollInterval().toNanos() << Math.min(failures, MOST_DOUBLINGS);
        return failures == 0 ? doubled : Math.min(doubled, LONGEST_PAUSE.toNanos());
    }

    /** Until a symbol's turn comes, or somebody wants the thread. */
    private void awaitTurn() throws IOException {
        lock.lock();
        try {
            long left = untilNextTurn();
            while (left > 0 && !isWokenUp && !hasNews()) {
                wokenUp.await(left, TimeUnit.NANOSECONDS);
                left = untilNextTurn();
            }
            isWokenUp = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the next poll", e);
        } finally {
            lock.unlock();
        }
    }

    private long untilNextTurn() {
        Turns.Turn next = turns.first();
        return next == null ? options.pollInterval().toNanos() : next.due - System.nanoTime();
    }

    private LiveBarProvider.Poller poller() {
        LiveBarProvider.Poller open = poller;
        if (open == null) {
            open = openPoller();
            poller = open;
        }
        return open;
    }

    private LiveBarProvider.Poller openPoller() {
        try {
            return provider.open();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(
                    "provider " + provider.name() + " cannot be opened: " + e.getMessage(), e);
        }
    }
}
