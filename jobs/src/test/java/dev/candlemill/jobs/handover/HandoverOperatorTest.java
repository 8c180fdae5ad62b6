package dev.candlemill.jobs.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.candle.Bars;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.HandedBarsStore;
import dev.candlemill.source.MarketClock;
import dev.candlemill.wire.WireTypes;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandoverOperatorTest {

    private static final long TIME = Bars.at("2025-07-15T12:00:00Z");

    /** Not of the instance: the factories are serialized. */
    private static final Queue<String> CALLS = new ConcurrentLinkedQueue<>();

    private static volatile CountDownLatch gate = new CountDownLatch(0);
    private static volatile boolean isOut;
    private static volatile boolean isEmpty;

    private OneInputStreamOperatorTestHarness<SymbolEvent, SymbolEvent> harness;
    private int seen;

    @BeforeEach
    void open() throws Exception {
        CALLS.clear();
        gate = new CountDownLatch(0);
        isOut = false;
        isEmpty = false;
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new HandoverOperator(
                                new HandoverOptions(
                                        CalendarSettings.of(
                                                "CRYPTO", Alignment.SESSION, Hours.REGULAR),
                                        MarketClock.from(Instant.ofEpochMilli(TIME), 1),
                                        BaselineReader.Factory.nothingStored(),
                                        Store::new)));
        harness.setup(
                WireTypes.SYMBOL_EVENT.createSerializer(
                        harness.getExecutionConfig().getSerializerConfig()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        gate.countDown();
        harness.close();
    }

    @Test
    void holdsTheSymbolFromTheBarrierUntilItsBarsAreThereAndNoOther() throws Exception {
        gate = new CountDownLatch(1);
        send(new HandedBars("A", 7));
        send(page("A", 1));
        assertThat(lines()).containsExactly("A 1");

        barrier(1);
        send(page("A", 2));
        send(page("B", 3));
        assertThat(lines()).containsExactly("B 3");

        harness.notifyOfCompletedCheckpoint(1);
        send(page("A", 4));
        assertThat(lines()).isEmpty();

        gate.countDown();
        await().untilAsserted(
                        () -> {
                            harness.setProcessingTime(harness.getProcessingTime() + 20);
                            assertThat(harness.extractOutputValues()).hasSize(seen + 5);
                        });
        assertThat(lines()).containsExactly("A handed 7", "A region", "A bars", "A 2", "A 4");
    }

    @Test
    void removesWhatWasTakenOnceTheCheckpointBehindItIsComplete() throws Exception {
        send(new HandedBars("A", 7));
        barrier(1);
        harness.notifyOfCompletedCheckpoint(1);
        barrier(2);
        assertThat(lines()).containsExactly("A handed 7", "A region", "A bars");
        assertThat(CALLS).containsExactly("fetch A");

        harness.notifyOfCompletedCheckpoint(2);
        await().until(() -> CALLS.contains("remove {A=7}"));
    }

    @Test
    void nothingIsHeldOverABarrierAndACheckpointThatFailsCostsOnlyTime() throws Exception {
        send(new HandedBars("A", 7));
        barrier(1);
        send(page("A", 1));
        assertThat(lines()).isEmpty();

        barrier(2);
        assertThat(lines()).containsExactly("A 1");
        send(page("A", 2));
        harness.notifyOfCompletedCheckpoint(1);
        assertThat(CALLS).isEmpty();

        harness.notifyOfCompletedCheckpoint(2);
        barrier(3);
        assertThat(lines()).containsExactly("A handed 7", "A region", "A bars", "A 2");
    }

    @Test
    void whatCannotBeFetchedIsAskedForAgain() throws Exception {
        isOut = true;
        send(new HandedBars("A", 7));
        barrier(1);
        send(page("A", 1));
        harness.notifyOfCompletedCheckpoint(1);
        barrier(2);
        assertThat(lines()).containsExactly("A 1");

        isOut = false;
        harness.notifyOfCompletedCheckpoint(2);
        barrier(3);
        assertThat(lines()).containsExactly("A handed 7", "A region", "A bars");
    }

    @Test
    void whatWasTakenBeforeChangesNothing() throws Exception {
        isEmpty = true;
        send(new HandedBars("A", 7));
        barrier(1);
        send(page("A", 1));
        harness.notifyOfCompletedCheckpoint(1);
        barrier(2);
        harness.notifyOfCompletedCheckpoint(2);

        assertThat(lines()).containsExactly("A 1");
        assertThat(CALLS).containsExactly("fetch A");
    }

    @Test
    void theEndLetsEverythingGo() throws Exception {
        send(new HandedBars("A", 7));
        barrier(1);
        send(page("A", 1));
        harness.endInput();
        harness.getOperator().finish();

        assertThat(lines()).containsExactly("A 1");
    }

    @Test
    void nothingIsFetchedAfterTheEnd() throws Exception {
        send(new HandedBars("A", 7));
        harness.endInput();
        harness.getOperator().finish();
        barrier(1);
        harness.notifyOfCompletedCheckpoint(1);
        barrier(2);

        assertThat(CALLS).isEmpty();
        assertThat(lines()).isEmpty();
    }

    private void barrier(long checkpoint) throws Exception {
        harness.prepareSnapshotPreBarrier(checkpoint);
        harness.snapshot(checkpoint, checkpoint);
    }

    private void send(SymbolEvent event) throws Exception {
        harness.processElement(event, 0);
    }

    /** What has come out since the last look. */
    private List<String> lines() {
        List<SymbolEvent> all = harness.extractOutputValues();
        List<String> lines =
                all.subList(seen, all.size()).stream().map(HandoverOperatorTest::line).toList();
        seen = all.size();
        return lines;
    }

    private static String line(SymbolEvent event) {
        if (event instanceof HandedBars handed) {
            return event.symbol() + " handed " + handed.upTo();
        }
        return event instanceof BarPage page
                ? event.symbol() + " " + (page.marketClock() == TIME ? "bars" : page.marketClock())
                : event.symbol() + (((Baseline) event).startsRegion() ? " region" : " chunk");
    }

    private static BarPage page(String symbol, long number) {
        return BarPage.of(symbol, new BarColumns(0), TIME, number, "test");
    }

    private static final class Store implements HandedBarsStore {

        @Override
        public Optional<Waiting> waiting(String symbol) throws IOException {
            CALLS.add("fetch " + symbol);
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (isOut) {
                throw new IOException("no answer");
            }
            return isEmpty
                    ? Optional.empty()
                    : Optional.of(new Waiting(7, TIME, TIME, List.of(page(symbol, 99))));
        }

        @Override
        public void remove(Map<String, Long> taken) {
            CALLS.add("remove " + taken);
        }

        @Override
        public void close() {}
    }
}
