package dev.candlemill.postgres;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;

/** Collects elements on the task's thread and writes them on a thread of its own. */
final class BatchWriter<T> implements SinkWriter<T>, HandingOn.Collecting {

    // -- configuration
    private final Transactions transactions;
    private final WriterMetrics metrics;
    private final String name;
    private final int batchSize;
    private final RowTable<T> table;

    // -- runtime
    private final WriteThread thread;
    private List<T> batch = new ArrayList<>();

    BatchWriter(
            Transactions transactions,
            WriterMetrics metrics,
            String name,
            int batchSize,
            RowTable<T> table) {
        this.transactions = transactions;
        this.metrics = metrics;
        this.name = name;
        this.batchSize = batchSize;
        this.table = table;
        this.thread = new WriteThread("postgres " + name, 1);
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        batch.add(element);
        if (batch.size() >= batchSize) {
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

    @Override
    public void close() {
        transactions.close();
        thread.close();
    }

    private void send() throws IOException, InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        List<T> full = batch;
        batch = new ArrayList<>();
        thread.submit(
                () -> {
                    store(full);
                    return full;
                });
    }

    private void store(List<T> full) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try {
            transactions.run(
                    (connection, isRetry) -> {
                        table.write(connection, full);
                        return full;
                    });
        } catch (RefusedException e) {
            throw new PostgresException("Postgres refused " + name, e.error());
        }
        metrics.countFlush(full.size(), System.nanoTime() - start);
    }
}
