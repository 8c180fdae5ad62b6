package dev.candlemill.source.control;

import static java.util.Objects.requireNonNull;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.source.ControlWatch;
import dev.candlemill.source.ProgressStore;
import dev.candlemill.source.enumerator.PendingSplits;
import dev.candlemill.source.enumerator.PendingSplitsSerializer;
import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.ProviderSplitSerializer;
import dev.candlemill.wire.WireTypes;
import java.util.Set;
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
 * What a live job is told of symbols whose bars come by themselves: their active setups when they
 * change, bars that were handed over, and once how far each is settled. A job that begins or is
 * restored is told all of it anew, so nothing is kept in checkpoints. Of symbols whose setups go
 * while no job runs it tells what was ever settled. Meant for a parallelism of 1.
 */
public final class ControlSource
        implements Source<SymbolEvent, ProviderSplit, PendingSplits>,
                ResultTypeQueryable<SymbolEvent> {

    private static final long serialVersionUID = 1L;

    private final ControlWatch.Factory control;
    private final ProgressStore.Factory progress;
    private final Set<String> symbols;

    /**
     * @param progress says which symbols a job may hold the state of
     * @param symbols whose bars come by themselves; empty: all
     */
    public ControlSource(
            ControlWatch.Factory control, ProgressStore.Factory progress, Set<String> symbols) {
        this.control = requireNonNull(control, "control is null");
        this.progress = requireNonNull(progress, "progress is null");
        this.symbols = Set.copyOf(symbols);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<ProviderSplit, PendingSplits> createEnumerator(
            SplitEnumeratorContext<ProviderSplit> context) {
        return new ControlEnumerator(control, progress, symbols, context);
    }

    @Override
    public SplitEnumerator<ProviderSplit, PendingSplits> restoreEnumerator(
            SplitEnumeratorContext<ProviderSplit> context, PendingSplits restored) {
        return createEnumerator(context);
    }

    @Override
    public SourceReader<SymbolEvent, ProviderSplit> createReader(SourceReaderContext context) {
        return new ControlReader();
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
