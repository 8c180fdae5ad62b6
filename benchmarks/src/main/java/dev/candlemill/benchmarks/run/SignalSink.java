package dev.candlemill.benchmarks.run;

import dev.candlemill.signal.Signal;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Discards signals after adding them to the run's checksum. */
final class SignalSink implements Sink<Signal> {

    private static final long serialVersionUID = 1L;

    private final String probeId;

    SignalSink(String probeId) {
        this.probeId = probeId;
    }

    @Override
    public SinkWriter<Signal> createWriter(WriterInitContext context) {
        return new Writer(probeId);
    }

    private static final class Writer implements SinkWriter<Signal> {
        private final String probeId;
        private long count;
        private long sum;

        private Writer(String probeId) {
            this.probeId = probeId;
        }

        @Override
        public void write(Signal signal, Context context) {
            count++;
            sum += signal.contentHash() * 31 + signal.openTime();
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {
            Probe.of(probeId).signals(count, sum);
        }
    }
}
