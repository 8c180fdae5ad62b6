package dev.candlemill.postgres;

import dev.candlemill.candle.CandlePage;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.SinkWriter;

/** Collects pages on the task's thread and stores them on a thread of its own. */
final class CandleWriter implements SinkWriter<CandlePage>, HandingOn.Collecting {

    // -- configuration
    private final PostgresSinkOptions options;

    // -- runtime
    private final Transactions transactions;
    private final CandleStore store;
    private final WriteThread thread;
    private CandleBatch batch;

    CandleWriter(PostgresSinkOptions options, WriterMetrics metrics) {
        this.options = options;
        transactions = options.transactions(metrics, CandleTable.CREATE_STAGING);
        store = new CandleStore(transactions, options.job(), metrics);
        thread = new WriteThread("postgres candles", options.limits().flushesInFlight());
        batch = new CandleBatch(options.timeframes());
    }

    void expectReplays() {
        store.expectReplays();
    }

    @Override
    public void write(CandlePage page, Context context) throws IOException, InterruptedException {
        batch.add(page);
        if (batch.size() >= options.limits().flushRows()) {
            send();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        send();
        thread.await();
    }

    @Override
    public void handOn() throws IOException, InterruptedException {
        if (thread.isIdle()) {
            send();
        }
    }

    /** Does not write what is left: after a failure it comes again from the checkpoint. */
    @Override
    public void close() {
        transactions.close();
        thread.close();
    }

    private void send() throws IOException, InterruptedException {
        CandleBatch full = batch;
        if (full.size() == 0) {
            return;
        }
        batch = new CandleBatch(options.timeframes());
        thread.submit(
                () -> {
                    store.store(full);
                    return full;
                });
    }
}
