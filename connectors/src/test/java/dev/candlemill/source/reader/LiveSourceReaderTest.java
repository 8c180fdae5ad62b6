package dev.candlemill.source.reader;

import static dev.candlemill.source.reader.EventScript.CRYPTO;
import static dev.candlemill.source.reader.EventScript.at;
import static dev.candlemill.source.reader.EventScript.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.LiveBarProvider;
import dev.candlemill.source.LiveSourceOptions;
import dev.candlemill.source.ProgressStore;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.SplitPosition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.flink.connector.testutils.source.reader.TestingReaderOutput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveSourceReaderTest {

    private static final long BEGIN = at("2025-07-20T12:00:00Z");

    private final AtomicLong now = new AtomicLong(BEGIN);
    private final Map<String, Long> settled = new ConcurrentHashMap<>();
    private final TestingReaderOutput<SymbolEvent> output = new TestingReaderOutput<>();
    private @Nullable LiveSourceReader reader;

    @AfterEach
    void close() throws Exception {
        if (reader != null) {
            reader.close();
        }
    }

    @Test
    void asksForEverySymbolAgainAndAgain() throws Exception {
        start("A", "B");
        advanceTo("2025-07-20T12:05:00Z", "A", "B");
        advanceTo("2025-07-20T12:10:00Z", "A", "B");

        assertThat(covered("A")).containsExactlyElementsOf(covered("B"));
        assertThat(covered("A")).containsExactly("2025-07-20T12:05:00Z", "2025-07-20T12:10:00Z");
    }

    @Test
    void aSymbolWithoutAnAnswerDelaysNoOther() throws Exception {
        start("A", "DOWN", "B");
        advanceTo("2025-07-20T12:05:00Z", "A", "B");

        assertThat(covered("DOWN")).isEmpty();
    }

    @Test
    void snapshotsHowFarEachSymbolHasCome() throws Exception {
        start("A");
        advanceTo("2025-07-20T12:05:30Z", "A");

        ProviderSplit saved = reader.snapshotState(1).get(0);

        assertThat(saved.position().cursor()).isEqualTo(at("2025-07-20T12:05:30Z"));
        assertThat(saved.position().loaded()).isNotNull();
    }

    @Test
    void notesWhatIsSettledOnlyAfterTheCheckpoint() throws Exception {
        start("A");
        advanceTo("2025-07-20T12:11:30Z", "A");
        reader.snapshotState(7);
        advanceTo("2025-07-20T12:25:00Z", "A");
        assertThat(settled).isEmpty();

        reader.notifyCheckpointComplete(7);

        await().until(() -> settled.containsKey("A"));
        assertThat(Instant.ofEpochMilli(settled.get("A"))).isEqualTo("2025-07-20T12:10:00Z");
    }

    private void start(String... symbols) {
        reader =
                new LiveSourceReader(
                        new Market(now),
                        BaselineReader.Factory.nothingStored(),
                        new LiveSourceOptions(
                                BEGIN, Duration.ofMillis(1), 60_000, CRYPTO, this::progress),
                        new TestingReaderContext());
        List<ProviderSplit> splits = new ArrayList<>();
        for (String symbol : symbols) {
            splits.add(
                    new ProviderSplit(
                            symbol,
                            List.of(new SymbolRange(symbol, BEGIN, Long.MAX_VALUE)),
                            new SplitPosition(0, BEGIN, 0, null)));
        }
        reader.addSplits(splits);
        reader.start();
    }

    /** Lets the market's clock jump, and waits until those symbols are there. */
    private void advanceTo(String time, String... symbols) {
        now.set(at(time));
        await().until(
                        () -> {
                            reader.pollNext(output);
                            return Stream.of(symbols).allMatch(s -> covered(s).contains(time));
                        });
    }

    private List<String> covered(String symbol) {
        return output.getEmittedRecords().stream()
                .filter(event -> event instanceof BarPage && event.symbol().equals(symbol))
                .map(event -> Instant.ofEpochMilli(((BarPage) event).coveredUntil()).toString())
                .toList();
    }

    private ProgressStore progress() {
        return new ProgressStore() {
            @Override
            public Map<String, Long> settled() {
                return settled;
            }

            @Override
            public void settle(Map<String, Long> until) {
                settled.putAll(until);
            }

            @Override
            public void close() {}
        };
    }

    /** No bars, only time; one symbol never answers. */
    private record Market(AtomicLong now) implements LiveBarProvider {

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public List<String> symbols() {
            return List.of();
        }

        @Override
        public Poller open() {
            return new Poller() {
                @Override
                public Answer poll(String symbol, long since) throws IOException {
                    if (symbol.equals("DOWN")) {
                        throw new IOException("503");
                    }
                    String time = Instant.ofEpochMilli(now.get()).toString();
                    return new Answer(page(symbol, time), false);
                }

                @Override
                public void close() {}
            };
        }
    }
}
