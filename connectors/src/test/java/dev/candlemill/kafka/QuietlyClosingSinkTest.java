package dev.candlemill.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class QuietlyClosingSinkTest {

    @Test
    void aBrokerThatDoesNotAnswerIsNoErrorWhenAWriterEnds() {
        Fake fake = new Fake(new TimeoutException("while awaiting EndTxn(false)"));

        assertThatCode(() -> new QuietlyClosingSink.Writer<>(fake).close())
                .doesNotThrowAnyException();
        assertThat(fake.isClosed).isTrue();
    }

    @Test
    void anInterruptIsPassedOn() {
        new QuietlyClosingSink.Writer<>(new Fake(new InterruptedException())).close();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void everythingElseIsTheWriters() throws Exception {
        Fake fake = new Fake(null);
        try (var writer = new QuietlyClosingSink.Writer<>(fake)) {
            writer.write("a", null);
            writer.flush(true);
            assertThat(writer.prepareCommit()).containsExactly("a flushed");
            assertThat(writer.snapshotState(7)).containsExactly("state 7");
        }
        assertThat(fake.isClosed).isTrue();
    }

    private static final class Fake
            implements PrecommittingStatefulSinkWriter<String, String, String> {

        private final Exception atTheEnd;
        private String written = "";
        private boolean isClosed;

        private Fake(Exception atTheEnd) {
            this.atTheEnd = atTheEnd;
        }

        @Override
        public void write(String element, Context context) {
            written += element;
        }

        @Override
        public void flush(boolean endOfInput) {
            written += " flushed";
        }

        @Override
        public Collection<String> prepareCommit() {
            return List.of(written);
        }

        @Override
        public List<String> snapshotState(long checkpointId) throws IOException {
            return List.of("state " + checkpointId);
        }

        @Override
        public void close() throws Exception {
            isClosed = true;
            if (atTheEnd != null) {
                throw atTheEnd;
            }
        }
    }
}
