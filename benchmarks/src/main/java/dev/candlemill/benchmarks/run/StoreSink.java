package dev.candlemill.benchmarks.run;

import dev.candlemill.candle.CandlePage;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Hands pages to the real sink and tells the probe when its last row was stored. */
public final class StoreSink implements Sink<CandlePage> {

    private static final long serialVersionUID = 1L;

    private final Sink<CandlePage> store;
    private final String probeId;

    public StoreSink(Sink<CandlePage> store, String probeId) {
        this.store = store;
        this.probeId = probeId;
    }

    @Override
    public SinkWriter<CandlePage> createWriter(WriterInitContext context) throws IOException {
        return new Writer(store.createWriter(context), probeId);
    }

    private static final class Writer implements SinkWriter<CandlePage> {
        private final SinkWriter<CandlePage> store;
        private final String probeId;
        private long rows;
        private long lastNanos = Long.MIN_VALUE;

        private Writer(SinkWriter<CandlePage> store, String probeId) {
            this.store = store;
            this.probeId = probeId;
        }

        @Override
        public void write(CandlePage page, Context context)
                throws IOException, InterruptedException {
            store.write(page, context);
            rows += page.size();
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            store.flush(endOfInput);
            lastNanos = System.nanoTime();
        }

        @Override
        public void close() throws Exception {
            store.close();
            Probe.of(probeId).rows(rows, 0, lastNanos);
        }
    }
}
