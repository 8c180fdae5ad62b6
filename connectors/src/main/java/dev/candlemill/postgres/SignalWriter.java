package dev.candlemill.postgres;

import dev.candlemill.signal.Signal;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Collects the newest revision of each signal on the task's thread, and hands them to the connector
 * in one order, on a thread of its own.
 */
final class SignalWriter implements SinkWriter<Signal>, HandingOn.Collecting {

    /** Of one statement, which is a transaction. */
    static final int MOST_ROWS = 1000;

    private static final String STALE_LEASE = "CM001";

    private static final Context NO_CONTEXT =
            new Context() {
                @Override
                public long currentWatermark() {
                    return Long.MIN_VALUE;
                }

                @Override
                public Long timestamp() {
                    return Long.MIN_VALUE;
                }
            };

    // -- configuration
    private final SinkWriter<List<Signal>> connector;
    private final SignalConnections connections;
    private final SignalRejects rejects;
    private final WriterMetrics metrics;

    // -- runtime
    private final WriteThread thread = new WriteThread("postgres signals", 1);
    private Map<String, Signal> batch = new TreeMap<>();

    /** Or about to be, if the batch that is being written fails. */
    private volatile boolean isBroken;

    SignalWriter(
            SinkWriter<List<Signal>> connector,
            SignalConnections connections,
            SignalRejects rejects,
            WriterMetrics metrics) {
        this.connector = connector;
        this.rejects = rejects;
        this.connections = connections;
        this.metrics = metrics;
    }

    @Override
    public void write(Signal signal, Context context) throws IOException, InterruptedException {
        if (rejects.take(signal)) {
            metrics.countPoison();
            if (rejects.size() >= MOST_ROWS) {
                rejects.flush();
            }
            return;
        }
        batch.merge(
                signal.id(),
                signal,
                (held, next) -> next.revision() >= held.revision() ? next : held);
        if (batch.size() >= MOST_ROWS) {
            send();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        rejects.flush();
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
    public void close() throws Exception {
        thread.close();
        if (!isBroken) {
            connector.close();
            return;
        }
        connections.breakOff();
        try {
            connector.close();
        } catch (RuntimeException e) {
            // the failure that broke it has been thrown already
        }
    }

    private void send() throws IOException, InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        Map<String, Signal> full = batch;
        batch = new TreeMap<>();
        thread.submit(
                () -> {
                    store(full.values());
                    return full;
                });
    }

    private void store(Collection<Signal> signals) throws IOException, InterruptedException {
        long start = System.nanoTime();
        isBroken = true;
        try {
            connector.write(List.copyOf(signals), NO_CONTEXT);
            connector.flush(false);
        } catch (IOException | RuntimeException e) {
            throw named(e);
        }
        isBroken = false;
        metrics.countFlush(signals.size(), System.nanoTime() - start);
    }

    /** What Postgres answered, which the connector hides in its causes. */
    static IOException named(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                SQLException first = error;
                while (first.getNextException() != null) {
                    first = first.getNextException();
                }
                return STALE_LEASE.equals(first.getSQLState())
                        ? new StaleLeaseException(answer(first))
                        : new PostgresException("cannot write signals", first);
            }
        }
        return failure instanceof IOException e ? e : new IOException(failure);
    }

    private static String answer(SQLException error) {
        if (error instanceof PSQLException refused) {
            ServerErrorMessage message = refused.getServerErrorMessage();
            if (message != null && message.getMessage() != null) {
                return message.getMessage();
            }
        }
        return String.valueOf(error.getMessage());
    }
}
