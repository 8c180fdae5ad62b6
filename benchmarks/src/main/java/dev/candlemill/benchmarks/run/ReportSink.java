package dev.candlemill.benchmarks.run;

import dev.candlemill.candle.SymbolReport;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Adds up the symbols' counts, so that a run can be refused that lost or rejected bars. */
public final class ReportSink implements Sink<SymbolReport> {

    private static final long serialVersionUID = 1L;

    private final String probeId;

    public ReportSink(String probeId) {
        this.probeId = probeId;
    }

    @Override
    public SinkWriter<SymbolReport> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(SymbolReport report, Context ignored) {
                Probe.of(probeId).report(report.counts());
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
