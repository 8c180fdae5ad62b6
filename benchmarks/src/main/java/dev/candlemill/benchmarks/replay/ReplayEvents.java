package dev.candlemill.benchmarks.replay;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.benchmarks.run.Probe;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * The events of all symbols by number: each source subtask has a share of the symbols and goes
 * through them step by step, as a provider that answers for one symbol after the other.
 */
public final class ReplayEvents implements GeneratorFunction<Long, SymbolEvent> {

    private static final long serialVersionUID = 1L;

    // -- configuration
    private final ReplaySettings settings;
    private final Workload workload;
    private final String probeId;

    // -- runtime
    private transient ReplayScript script;
    private transient String[] symbols;
    private transient boolean started;

    @SuppressWarnings("NullAway.Init") // the transient fields belong to open()
    public ReplayEvents(ReplaySettings settings, Workload workload, String probeId) {
        this.settings = settings;
        this.workload = workload;
        this.probeId = probeId;
    }

    public static long count(ReplaySettings settings) {
        return (long) ReplayScript.of(settings).steps() * settings.symbols();
    }

    @Override
    public void open(SourceReaderContext context) {
        script = ReplayScript.of(settings);
        symbols = ReplaySymbols.of(settings.symbols(), settings.parallelism());
    }

    @Override
    public SymbolEvent map(Long number) {
        int share = settings.symbols() / settings.parallelism();
        long eventsOfShare = (long) share * script.steps();
        int block = (int) (number / eventsOfShare);
        long inBlock = number % eventsOfShare;
        int step = (int) (inBlock / share);
        int symbol = block * share + (int) (inBlock % share);
        if (!started && step >= script.leadSteps()) {
            started = true;
            Probe.of(probeId).start();
        }
        return workload.with(script.event(symbols[symbol], symbol, step));
    }
}
