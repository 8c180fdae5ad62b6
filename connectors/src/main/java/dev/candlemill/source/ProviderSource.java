package dev.candlemill.source;

import static java.util.Objects.requireNonNull;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.source.enumerator.PendingSplits;
import dev.candlemill.source.enumerator.PendingSplitsSerializer;
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
 * of a month (a baseline) before the month's first bar, and pages of bars. Read {@code between} two
 * times there is progress at the end of each range, and at last a page with {@code endOfInput};
 * read {@code since} a time there is a page after each poll, empty or not, and no end. Symbols
 * interleave; a restore neither skips nor repeats an event.
 */
public final class ProviderSource
        implements Source<SymbolEvent, ProviderSplit, PendingSplits>,
                ResultTypeQueryable<SymbolEvent> {

    private static final long serialVersionUID = 1L;

    private final Reading reading;

    private ProviderSource(Reading reading) {
        this.reading = reading;
    }

    /** A source that ends when all ranges of the provider's plan are read. */
    public static ProviderSource between(
            BarProvider provider, BaselineReader.Factory baselines, ProviderSourceOptions options) {
        requireNonNull(provider, "provider is null");
        requireNonNull(baselines, "baselines is null");
        return new ProviderSource(
                new Reading.Ranges(
                        provider, baselines, requireNonNull(options, "options is null")));
    }

    /**
     * A source that goes on: each symbol from where it is settled, with what is stored of it first.
     */
    public static ProviderSource since(
            LiveBarProvider provider, BaselineReader.Factory baselines, LiveSourceOptions options) {
        requireNonNull(provider, "provider is null");
        requireNonNull(baselines, "baselines is null");
        return new ProviderSource(
                new Reading.Polls(provider, baselines, requireNonNull(options, "options is null")));
    }

    @Override
    public Boundedness getBoundedness() {
        return reading.boundedness();
    }

    @Override
    public SplitEnumerator<ProviderSplit, PendingSplits> createEnumerator(
            SplitEnumeratorContext<ProviderSplit> context) {
        return restoreEnumerator(context, PendingSplits.NOT_PLANNED);
    }

    @Override
    public SplitEnumerator<ProviderSplit, PendingSplits> restoreEnumerator(
            SplitEnumeratorContext<ProviderSplit> context, PendingSplits restored) {
        return reading.enumerator(context, restored);
    }

    @Override
    public SourceReader<SymbolEvent, ProviderSplit> createReader(SourceReaderContext context) {
        return reading.reader(context);
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
