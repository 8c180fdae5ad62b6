package dev.candlemill.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sink whose writers cannot fail to close. A transactional one aborts what it has not committed
 * when its task ends, and a broker that does not answer makes that fail: Flink takes an error of a
 * cancelled task's end for a fatal one and stops the whole task manager, with all jobs that it has.
 * What was not aborted is aborted by the next attempt, before it writes.
 *
 * @param <T> elements
 * @param <S> state of writers
 * @param <C> what is committed
 */
record QuietlyClosingSink<T, S, C>(TwoPhaseCommittingStatefulSink<T, S, C> sink)
        implements Sink<T>,
                SupportsWriterState<T, S>,
                SupportsCommitter<C>,
                SupportsPostCommitTopology<C> {

    private static final Logger LOG = LoggerFactory.getLogger(QuietlyClosingSink.class);

    @Override
    public Writer<T, S, C> createWriter(WriterInitContext context) throws IOException {
        return new Writer<>(sink.createWriter(context));
    }

    @Override
    public Writer<T, S, C> restoreWriter(WriterInitContext context, Collection<S> state)
            throws IOException {
        return new Writer<>(sink.restoreWriter(context, state));
    }

    @Override
    public SimpleVersionedSerializer<S> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<C> createCommitter(CommitterInitContext context) throws IOException {
        return sink.createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<C> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    @SuppressWarnings("unchecked") // what it takes is what it commits
    public void addPostCommitTopology(DataStream<CommittableMessage<C>> committed) {
        if (sink instanceof SupportsPostCommitTopology<?> ofSink) {
            ((SupportsPostCommitTopology<C>) ofSink).addPostCommitTopology(committed);
        }
    }

    record Writer<T, S, C>(
            TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter<T, S, C> writer)
            implements StatefulSinkWriter<T, S>, CommittingSinkWriter<T, C> {

        @Override
        public void write(T element, Context context) throws IOException, InterruptedException {
            writer.write(element, context);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            writer.flush(endOfInput);
        }

        @Override
        public Collection<C> prepareCommit() throws IOException, InterruptedException {
            return writer.prepareCommit();
        }

        @Override
        public List<S> snapshotState(long checkpointId) throws IOException {
            return writer.snapshotState(checkpointId);
        }

        @Override
        public void close() {
            try {
                writer.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("a writer's connections could not be closed in order: {}", e.toString());
            }
        }
    }
}
