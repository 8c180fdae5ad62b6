package dev.candlemill.source;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.source.enumerator.LiveSplitEnumerator;
import dev.candlemill.source.enumerator.PendingSplits;
import dev.candlemill.source.enumerator.ProviderSplitEnumerator;
import dev.candlemill.source.reader.LiveSourceReader;
import dev.candlemill.source.reader.ProviderSourceReader;
import dev.candlemill.source.split.ProviderSplit;
import java.io.Serializable;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/** How a {@link ProviderSource} reads: ranges to their end, or whatever comes. */
sealed interface Reading extends Serializable {

    Boundedness boundedness();

    SplitEnumerator<ProviderSplit, PendingSplits> enumerator(
            SplitEnumeratorContext<ProviderSplit> context, PendingSplits restored);

    SourceReader<SymbolEvent, ProviderSplit> reader(SourceReaderContext context);

    /** All ranges of a plan. */
    record Ranges(
            BarProvider provider, BaselineReader.Factory baselines, ProviderSourceOptions options)
            implements Reading {

        @Override
        public Boundedness boundedness() {
            return Boundedness.BOUNDED;
        }

        @Override
        public SplitEnumerator<ProviderSplit, PendingSplits> enumerator(
                SplitEnumeratorContext<ProviderSplit> context, PendingSplits restored) {
            return new ProviderSplitEnumerator(provider, context, restored);
        }

        @Override
        public SourceReader<SymbolEvent, ProviderSplit> reader(SourceReaderContext context) {
            return new ProviderSourceReader(provider, baselines, options, context);
        }
    }

    /** Bars as they become known. */
    record Polls(
            LiveBarProvider provider, BaselineReader.Factory baselines, LiveSourceOptions options)
            implements Reading {

        @Override
        public Boundedness boundedness() {
            return Boundedness.CONTINUOUS_UNBOUNDED;
        }

        @Override
        public SplitEnumerator<ProviderSplit, PendingSplits> enumerator(
                SplitEnumeratorContext<ProviderSplit> context, PendingSplits restored) {
            return new LiveSplitEnumerator(provider, options, context, restored);
        }

        @Override
        public SourceReader<SymbolEvent, ProviderSplit> reader(SourceReaderContext context) {
            return new LiveSourceReader(provider, baselines, options, context);
        }
    }
}
