package dev.candlemill.source.reader;

import dev.candlemill.bar.BarPage;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.ProviderSourceOptions;
import dev.candlemill.source.split.ProviderSplit;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.jspecify.annotations.Nullable;

/**
 * Reads one symbol after the other. Runs in a fetcher thread, so that a provider or database that
 * takes its time does not block the task; one fetch is at most one baseline and one page, which
 * with the queue's capacity bounds what is in memory.
 */
final class ProviderSplitReader implements SplitReader<PositionedEvent, ProviderSplit> {

    private final BarProvider provider;
    private final ProviderSourceOptions options;
    private final Baselines baselines;
    private final Deque<ProviderSplit> waiting = new ArrayDeque<>();
    private @Nullable SplitEvents current;

    ProviderSplitReader(
            BarProvider provider, BaselineReader.Factory baselines, ProviderSourceOptions options) {
        this.provider = provider;
        this.options = options;
        this.baselines = new Baselines(baselines);
    }

    @Override
    public RecordsWithSplitIds<PositionedEvent> fetch() throws IOException {
        RecordsBySplits.Builder<PositionedEvent> records = new RecordsBySplits.Builder<>();
        SplitEvents events = current();
        if (events == null) {
            return records.build();
        }
        PositionedEvent next = events.next();
        while (next != null) {
            records.add(events.splitId(), next);
            if (next.isLast()) {
                next = null;
            } else if (next.event() instanceof BarPage) {
                return records.build();
            } else {
                next = events.next();
            }
        }
        records.addFinishedSplit(events.splitId());
        events.close();
        current = null;
        return records.build();
    }

    @Override
    public void handleSplitsChanges(SplitsChange<ProviderSplit> change) {
        if (!(change instanceof SplitsAddition<ProviderSplit>)) {
            throw new UnsupportedOperationException(
                    "expected added splits, found " + change.getClass().getSimpleName());
        }
        waiting.addAll(change.splits());
    }

    /** Nothing to do: a fetch ends by itself, with the provider's answer or its timeout. */
    @Override
    public void wakeUp() {}

    @Override
    public void close() throws IOException {
        try (baselines;
                SplitEvents open = current) {
            current = null;
            waiting.clear();
        }
    }

    private @Nullable SplitEvents current() {
        if (current == null) {
            ProviderSplit split = waiting.poll();
            if (split != null) {
                current =
                        new SplitEvents(
                                split,
                                provider,
                                baselines,
                                new MonthChunks(options.calendars().calendarOf(split.symbol())),
                                options.asOf());
            }
        }
        return current;
    }
}
