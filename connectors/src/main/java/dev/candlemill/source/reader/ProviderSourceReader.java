package dev.candlemill.source.reader;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.ProviderSourceOptions;
import dev.candlemill.source.split.ProviderSplit;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.SourceReaderOptions;
import org.apache.flink.metrics.Counter;

/**
 * Emits the events of symbols in order and asks for more symbols when it has none left. The reading
 * itself is {@link ProviderSplitReader}'s, in a thread of its own.
 */
public final class ProviderSourceReader
        extends SingleThreadMultiplexSourceReaderBase<
                PositionedEvent, SymbolEvent, ProviderSplit, SplitState> {

    /** Input records read so far, over all readers' instances of this metric. */
    public static final String BARS_READ = "barsRead";

    private static final int FETCHES_AHEAD = 2;

    public ProviderSourceReader(
            BarProvider provider,
            BaselineReader.Factory baselines,
            ProviderSourceOptions options,
            SourceReaderContext context) {
        super(
                () -> new ProviderSplitReader(provider, baselines, options),
                new Emitter(context.metricGroup().counter(BARS_READ)),
                new Configuration().set(SourceReaderOptions.ELEMENT_QUEUE_CAPACITY, FETCHES_AHEAD),
                context);
    }

    @Override
    public void start() {
        askForWorkIfIdle();
    }

    @Override
    protected void onSplitFinished(Map<String, SplitState> finished) {
        askForWorkIfIdle();
    }

    @Override
    protected SplitState initializedState(ProviderSplit split) {
        return new SplitState(split);
    }

    @Override
    protected ProviderSplit toSplitType(String splitId, SplitState state) {
        return state.toSplit();
    }

    private void askForWorkIfIdle() {
        if (getNumberOfCurrentlyAssignedSplits() == 0) {
            context.sendSplitRequest();
        }
    }

    private record Emitter(Counter barsRead)
            implements RecordEmitter<PositionedEvent, SymbolEvent, SplitState> {

        @Override
        public void emitRecord(
                PositionedEvent element, SourceOutput<SymbolEvent> output, SplitState state) {
            output.collect(element.event());
            state.moveTo(element.after());
            if (element.event() instanceof BarPage page) {
                barsRead.inc(page.inputCount());
            }
        }
    }
}
