package dev.candlemill.source;

import static java.util.Objects.requireNonNull;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.source.enumerator.PendingSplits;
import dev.candlemill.source.enumerator.PendingSplitsSerializer;
import dev.candlemill.source.enumerator.ProviderSplitEnumerator;
import dev.candlemill.source.reader.ProviderSourceReader;
import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.ProviderSplitSerializer;
import dev.candlemill.wire.WireTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A provider's bars as a stream of {@link SymbolEvent}s. Of each symbol, in order: what is stored
 * of a month (a baseline) before the month's first bar, pages of bars, progress at the end of each
 * range, and at last a page with {@code endOfInput}. Symbols interleave; a restore neither skips
 * nor repeats an event.
 */
public final class ProviderSource
        implements Source<SymbolEvent, ProviderSplit, PendingSplits>,
                ResultTypeQueryable<SymbolEvent> {

    private static final long serialVersionUID = 1L;

    private final Boundedness boundedness;
    private final BarProvider provider;
    private final BaselineReader.Factory baselines;
    private final ProviderSourceOptions options;

    private ProviderSource(
            Boundedness boundedness,
            BarProvider provider,
            BaselineReader.Factory baselines,
            ProviderSourceOptions options) {
        this.boundedness = boundedness;
        this.provider = requireNonNull(provider, "provider is null");
        this.baselines = requireNonNull(baselines, "baselines is null");
        this.options = requireNonNull(options, "options is null");
    }

    /** A source that ends when all ranges of the provider's plan are read. */
    public static ProviderSource between(
            BarProvider provider, BaselineReader.Factory baselines, ProviderSourceOptions options) {
        return new ProviderSource(Boundedness.BOUNDED, provider, baselines, options);
    }

    @Override
    public Boundedness getBoundedness() {
        return boundedness;
    }

    @Override
    public SplitEnumerator<ProviderSplit, PendingSplits> createEnumerator(
            SplitEnumeratorContext<ProviderSplit> context) {
        return restoreEnumerator(context, PendingSplits.NOT_PLANNED);
    }

    @Override
    public SplitEnumerator<ProviderSplit, PendingSplits> restoreEnumerator(
            SplitEnumeratorContext<ProviderSplit> context, PendingSplits restored) {
        return new ProviderSplitEnumerator(provider, context, restored);
    }

    @Override
    public SourceReader<SymbolEvent, ProviderSplit> createReader(SourceReaderContext context) {
        return new ProviderSourceReader(provider, baselines, options, context);
    }

    @Override
    public SimpleVersionedSerializer<ProviderSplit> getSplitSerializer() {
        return new ProviderSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<PendingSplits> getEnumeratorCheckpointSerializer() {
        return new PendingSplitsSerializer();
    }

    @Override
    public TypeInformation<SymbolEvent> getProducedType() {
        return WireTypes.SYMBOL_EVENT;
    }
}
