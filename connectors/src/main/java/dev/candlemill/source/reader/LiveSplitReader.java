package dev.candlemill.source.reader;

import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.Control;
import dev.candlemill.source.LiveBarProvider;
import dev.candlemill.source.LiveSourceOptions;
import dev.candlemill.source.split.ProviderSplit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * follows, those that it does not are left alone, and in the end forgotten.
 */
final class LiveSplitReader implements SplitReader<PositionedEvent, ProviderSplit> {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSplitReader.class);
    private static final int MOST_EVENTS = 64;
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_NAMED = 10;
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final LiveBarProvider provider;
    private final LiveSourceOptions options;
    private final Baselines baselines;
    private final Counter pollFailures;
    private final ControlInbox inbox;
    private final Outbox outbox;
    private final Turns turns = new Turns();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wokenUp = lock.newCondition();
    private boolean isWokenUp;
    private LiveBarProvider.@Nullable Poller poller;

    /** What holds for the symbols here; null before anything was said. */
    private @Nullable Control control;

    private boolean areAllTold = true;

    /** How many events were fetched so far. */
    private long fetched;

    /** When to look again for symbols to forget. */
    private long nextLook = System.nanoTime();

    LiveSplitReader(Polling polling, Counter pollFailures, ControlInbox inbox, Outbox outbox) {
        this.provider = polling.provider();
        this.options = polling.options();
        this.baselines = new Baselines(polling.baselines());
        this.pollFailures = pollFailures;
        this.inbox = inbox;
        this.outbox = outbox;
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
        forget(records);
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
            add(turn, events.tellWanted(latest.wantedOf(events.symbol())), records);
            add(turn, events.tell(latest.setupsOf(events.symbol())), records);
            add(turn, events.follow(isFollowed(events.symbol())), records);
        }
    }

    /**
     * Those that nobody has followed for long. What went out of them last has to be stored by now,
     * since that is where they begin again: a checkpoint has completed since.
     */
    private void forget(RecordsBySplits.Builder<PositionedEvent> records) {
        long now = System.nanoTime();
        if (now - nextLook < 0) {
            return;
        }
        nextLook = now + LOOK_NANOS;
        long stored = outbox.stored();
        long longAgo = now - options.forgetAfter().toNanos();
        List<String> forgotten = new ArrayList<>();
        for (Turns.Turn turn : turns.parked()) {
            if (turn.quietSince - longAgo <= 0 && turn.newest <= stored) {
                PositionedEvent event = turn.events.forget();
                if (event != null) {
                    add(turn, event, records);
                    forgotten.add(turn.events.symbol());
                }
            }
        }
        if (!forgotten.isEmpty()) {
            LOG.info(
                    "forgets {} symbols that nobody follows: {}",
                    forgotten.size(),
                    forgotten.subList(0, Math.min(MOST_NAMED, forgotten.size())));
        }
    }

    private void add(
            Turns.Turn turn,
            @Nullable PositionedEvent event,
            RecordsBySplits.Builder<PositionedEvent> records) {
        if (event != null) {
            fetched++;
            turn.newest = fetched;
            turn.quietSince = System.nanoTime();
            records.add(turn.events.splitId(), event);
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
            add(turn, turn.events.next(), records);
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

    /** Until a symbol's turn comes, or the next look, or somebody wants the thread. */
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
        long now = System.nanoTime();
        Turns.Turn next = turns.first();
        long look = nextLook - now;
        return next == null ? look : Math.min(next.due - now, look);
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
