package dev.candlemill.jobs.candle;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.SymbolReport;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs a {@link CandleFunction}. The counts of symbols that changed leave ahead of the barrier, so
 * that sinks hold those of the state in the same checkpoint.
 */
public final class CandleOperator extends KeyedProcessOperator<String, SymbolEvent, CandlePage> {

    private static final long serialVersionUID = 1L;

    private final CandleFunction candles;

    public CandleOperator(CandleFunction candles) {
        super(candles);
        this.candles = candles;
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        super.prepareSnapshotPreBarrier(checkpoint);
        report();
    }

    /** What a drained job's last barrier would tell, which comes when sinks take nothing more. */
    @Override
    public void finish() throws Exception {
        report();
        super.finish();
    }

    private void report() {
        for (SymbolReport report : candles.takeReports()) {
            output.collect(CandleFunction.REPORTS, new StreamRecord<>(report));
        }
    }
}
