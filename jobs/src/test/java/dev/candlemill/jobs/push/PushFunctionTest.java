package dev.candlemill.jobs.push;

import static dev.candlemill.jobs.push.PushHarness.bar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.FormingBar;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.candle.Bars;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.ProgressStore;
import dev.candlemill.source.RegionStart;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session of 15 July 2025 is from 13:30 to 20:00 UTC. */
class PushFunctionTest {

    private static final String REGION = "A region 2025-06-02T13:30 to 2025-08-01T20:00";

    @Test
    void holdsBarsBackUntilWhatIsStoredIsThere() throws Exception {
        CountDownLatch isSlow = new CountDownLatch(1);
        BaselineReader.Factory stored = slowly(isSlow);
        try (PushHarness push = open("2025-07-15T14:05:00.200Z", stored)) {
            push.send(bar("A", "2025-07-15T14:00:00Z"));
            push.turnTo("2025-07-15T14:10:00.200Z");
            push.send(bar("A", "2025-07-15T14:05:00Z"));
            assertThat(push.lines()).isEmpty();

            isSlow.countDown();

            assertThat(push.awaitLines(3))
                    .containsExactly(
                            REGION,
                            "A bar 2025-07-15T14:00 until 2025-07-15T14:05",
                            "A bar 2025-07-15T14:05 until 2025-07-15T14:10");
        }
    }

    @Test
    void goesMonthByMonthFromWhereTheStoredFoldIs() throws Exception {
        BaselineReader.Factory stored = startingAt("2025-05-01T13:30:00Z");
        try (PushHarness push = open("2025-07-15T14:05:00.200Z", stored)) {
            push.send(bar("A", "2025-07-15T14:00:00Z"));

            assertThat(push.awaitLines(6))
                    .containsExactly(
                            "A region 2025-05-01T13:30 to 2025-05-30T20:00",
                            "A until 2025-06-02T13:30",
                            "A month 2025-06-02T13:30 to 2025-07-03T17:00",
                            "A until 2025-07-01T13:30",
                            "A month 2025-07-01T13:30 to 2025-08-01T20:00",
                            "A bar 2025-07-15T14:00 until 2025-07-15T14:05");
        }
    }

    @Test
    void loadsTheNextMonthBeforeABarEntersIt() throws Exception {
        try (PushHarness push = PushHarness.open("2025-07-31T20:00:00.200Z")) {
            push.send(bar("A", "2025-07-31T19:55:00Z"));
            push.awaitLines(2);
            push.turnTo("2025-08-01T13:35:00.200Z");
            push.lines();
            push.send(bar("A", "2025-08-01T13:30:00Z"));

            assertThat(push.awaitLines(2))
                    .containsExactly(
                            "A month 2025-08-01T13:30 to 2025-08-29T20:00",
                            "A bar 2025-08-01T13:30 until 2025-08-01T13:35");
        }
    }

    @Test
    void bringsProgressAtCloseAndGraceWithoutAnotherBar() throws Exception {
        try (PushHarness push = loaded("A", "2025-07-15T19:50:00Z")) {
            push.turnTo("2025-07-15T19:55:05Z");
            assertThat(push.lines()).containsExactly("A until 2025-07-15T19:55:05");

            push.turnTo("2025-07-15T20:00:04.999Z");
            assertThat(push.lines()).isEmpty();
            push.turnTo("2025-07-15T20:00:05Z");
            assertThat(push.lines()).containsExactly("A until 2025-07-15T20:00:05");

            push.turnTo("2025-07-16T13:35:04Z");
            assertThat(push.lines()).isEmpty();
            push.turnTo("2025-07-16T13:35:05Z");
            assertThat(push.lines()).containsExactly("A until 2025-07-16T13:35:05");
        }
    }

    @Test
    void keepsOneTimerPerSymbolHoweverManyBarsCome() throws Exception {
        try (PushHarness push = PushHarness.open("2025-07-15T14:05:00.200Z")) {
            for (int minute = 10; minute < 60; minute += 5) {
                push.turnTo("2025-07-15T14:" + minute + ":00.200Z");
                push.send(bar("A", instant("2025-07-15T14:" + minute + ":00Z", -300_000)));
                assertThat(push.timers()).isEqualTo(1);
            }
        }
    }

    @Test
    void letsNoBarFromTheFutureBringProgressBeyondNow() throws Exception {
        try (PushHarness push = loaded("A", "2025-07-15T14:00:00Z")) {
            push.send(bar("A", "2025-07-15T14:05:30Z"));

            assertThat(push.lines())
                    .containsExactly("A bar 2025-07-15T14:05:30 until 2025-07-15T14:05");
        }
    }

    @Test
    void aClockThatIsSetBackTakesNoProgressBack() throws Exception {
        try (PushHarness push = loaded("A", "2025-07-15T14:00:00Z")) {
            push.lines();
            push.turnTo("2025-07-15T13:05:00Z");
            push.send(bar("A", "2025-07-15T14:05:00Z"));
            assertThat(push.lines())
                    .containsExactly("A bar 2025-07-15T14:05 until 2025-07-15T14:05");

            push.turnTo("2025-07-15T13:10:05Z");
            assertThat(push.lines()).isEmpty();
            push.turnTo("2025-07-15T14:10:05Z");
            assertThat(push.lines()).containsExactly("A until 2025-07-15T14:10:05");
        }
    }

    @Test
    void lettingOneSymbolWaitDelaysNoOther() throws Exception {
        CountDownLatch isSlow = new CountDownLatch(1);
        try (PushHarness push = open("2025-07-15T14:05:00.200Z", slowlyOf("B", isSlow))) {
            push.send(bar("A", "2025-07-15T14:00:00Z"));
            push.awaitLines(2);
            push.send(bar("B", "2025-07-15T14:00:00Z"));
            push.turnTo("2025-07-15T14:10:05Z");

            assertThat(push.lines()).contains("A until 2025-07-15T14:10:05");
            isSlow.countDown();
            assertThat(push.awaitLines(2))
                    .contains("B bar 2025-07-15T14:00 until 2025-07-15T14:05");
        }
    }

    @Test
    void takesNoSilenceForTheEndWhileATopicIsCaughtUp() throws Exception {
        try (PushHarness push = loaded("A", "2025-07-15T14:00:00Z")) {
            push.turnTo("2025-07-16T08:00:00Z");
            push.lines();
            push.send(bar("A", "2025-07-15T14:05:00Z"));
            push.turnTo("2025-07-16T08:00:20Z");
            push.send(bar("A", "2025-07-15T14:10:00Z"));
            push.turnTo("2025-07-16T08:00:49Z");
            assertThat(push.lines()).hasSize(2).allMatch(line -> line.contains(" bar "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void goesOnWithItsTimersAfterARestoreOnceTheTopicMayHaveBeenRead(String backend)
            throws Exception {
        OperatorSubtaskState state;
        try (PushHarness push = loaded("A", "2025-07-15T19:50:00Z", backend)) {
            state = push.snapshot(1);
        }
        try (PushHarness push = restored("2025-07-15T21:00:00Z", backend, state)) {
            push.turnTo("2025-07-15T21:00:01Z");
            push.turnTo("2025-07-15T21:00:30Z");
            assertThat(push.lines()).isEmpty();

            push.turnTo("2025-07-15T21:00:31.100Z");
            assertThat(push.lines()).containsExactly("A until 2025-07-15T21:00:31");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void loadsAgainWhatARestoreInterruptedAndLosesNoBar(String backend) throws Exception {
        OperatorSubtaskState state;
        BaselineReader.Factory never = slowly(new CountDownLatch(1));
        try (PushHarness push =
                PushHarness.open(
                        "2025-07-15T14:05:00.200Z",
                        backend,
                        null,
                        never,
                        ProgressStore.Factory.forgetful())) {
            push.send(bar("A", "2025-07-15T14:00:00Z"));
            push.send(bar("A", "2025-07-15T14:05:00Z"));
            state = push.snapshot(1);
        }
        try (PushHarness push = restored("2025-07-15T14:10:00.200Z", backend, state)) {
            assertThat(push.awaitLines(3))
                    .containsExactly(
                            REGION,
                            "A bar 2025-07-15T14:00 until 2025-07-15T14:05",
                            "A bar 2025-07-15T14:05 until 2025-07-15T14:10");
        }
    }

    @Test
    void failsWhenWhatIsStoredCannotBeRead() throws Exception {
        BaselineReader.Factory broken =
                reader(
                        Optional.empty(),
                        request -> {
                            throw new IOException("no connection");
                        });
        try (PushHarness push = open("2025-07-15T14:05:00.200Z", broken)) {
            push.send(bar("A", "2025-07-15T14:00:00Z"));

            assertThatThrownBy(() -> push.awaitLines(1))
                    .hasStackTraceContaining("what is stored of A")
                    .hasStackTraceContaining("no connection");
        }
    }

    @Test
    void letsThroughWhatIsNoPushedBar() throws Exception {
        try (PushHarness push = PushHarness.open("2025-07-15T14:05:00.200Z")) {
            BadLine bad = new BadLine(RejectReason.UNPARSABLE, "t-0@1", "{");
            push.send(
                    BarPage.of("?", new BarColumns(0), BarPage.UNKNOWN, 0, "kafka")
                            .withBadLines(List.of(bad)));
            push.send(Baseline.nothing("P", 0, 300_000, true));

            assertThat(push.lines())
                    .containsExactly("? bad", "P region 1970-01-01 to 1970-01-01T00:05");
            assertThat(push.timers()).isZero();
        }
    }

    @Test
    void showsABarThatIsNotFinalOnlyBesideWhatIsStored() throws Exception {
        FormingBar forming = new FormingBar(bar("A", "2025-07-15T14:05:00Z"));
        try (PushHarness push = PushHarness.open("2025-07-15T14:05:00.200Z")) {
            push.send(forming);
            assertThat(push.lines()).isEmpty();

            push.send(bar("A", "2025-07-15T14:00:00Z"));
            push.awaitLines(2);
            push.send(forming);
            assertThat(push.lines()).containsExactly("A forming");
        }
    }

    @Test
    void notesHowFarSymbolsAreSettledWhenACheckpointIsComplete() throws Exception {
        NOTED.clear();
        try (PushHarness push =
                PushHarness.open(
                        "2025-07-15T14:05:00.200Z",
                        "hashmap",
                        null,
                        BaselineReader.Factory.nothingStored(),
                        noting())) {
            push.send(bar("A", "2025-07-15T14:00:00Z"));
            push.awaitLines(2);
            push.snapshot(1);
            push.turnTo("2025-07-15T14:15:05Z");
            push.snapshot(2);
            assertThat(NOTED).isEmpty();

            push.complete(1);
            await().until(() -> NOTED.equals(Map.of("A", Bars.at("2025-07-15T14:00:00Z"))));

            push.complete(2);
            await().until(() -> NOTED.equals(Map.of("A", Bars.at("2025-07-15T14:15:00Z"))));
        }
    }

    private static PushHarness loaded(String symbol, String openTime) throws Exception {
        return loaded(symbol, openTime, "hashmap");
    }

    /** After one bar that came in time, long after the start. */
    private static PushHarness loaded(String symbol, String openTime, String backend)
            throws Exception {
        PushHarness push =
                PushHarness.open(
                        instant(openTime, 200_000),
                        backend,
                        null,
                        BaselineReader.Factory.nothingStored(),
                        ProgressStore.Factory.forgetful());
        push.send(bar(PushHarness.OTHER, openTime));
        push.turnTo(instant(openTime, 300_100));
        push.send(bar(symbol, openTime));
        push.awaitLines(2);
        return push;
    }

    private static PushHarness open(String time, BaselineReader.Factory stored) throws Exception {
        return PushHarness.open(time, "hashmap", null, stored, ProgressStore.Factory.forgetful());
    }

    private static PushHarness restored(String time, String backend, OperatorSubtaskState state)
            throws Exception {
        return PushHarness.open(
                time,
                backend,
                state,
                BaselineReader.Factory.nothingStored(),
                ProgressStore.Factory.forgetful());
    }

    private static String instant(String time, long later) {
        return Instant.parse(time).plusMillis(later).toString();
    }

    private static final Map<String, Long> NOTED = new ConcurrentHashMap<>();

    private static ProgressStore.Factory noting() {
        return () ->
                new ProgressStore() {
                    @Override
                    public Map<String, Long> settled() {
                        return Map.of();
                    }

                    @Override
                    public void settle(Map<String, Long> until) {
                        NOTED.putAll(until);
                    }

                    @Override
                    public void close() {}
                };
    }

    @FunctionalInterface
    private interface Answer {
        Baseline to(BaselineRequest request) throws IOException, InterruptedException;
    }

    private static BaselineReader.Factory startingAt(String time) {
        return reader(Optional.of(new RegionStart(Bars.at(time), true)), PushFunctionTest::nothing);
    }

    private static BaselineReader.Factory slowly(CountDownLatch until) {
        return slowlyOf("A", until);
    }

    private static BaselineReader.Factory slowlyOf(String symbol, CountDownLatch until) {
        return reader(
                Optional.empty(),
                request -> {
                    if (request.symbol().equals(symbol)) {
                        until.await();
                    }
                    return nothing(request);
                });
    }

    private static Baseline nothing(BaselineRequest request) {
        return Baseline.nothing(
                request.symbol(), request.from(), request.to(), request.startsRegion());
    }

    private static BaselineReader.Factory reader(Optional<RegionStart> start, Answer answer) {
        return () ->
                new BaselineReader() {
                    @Override
                    public Optional<RegionStart> startOf(String symbol, long from) {
                        return start;
                    }

                    @Override
                    public Baseline read(BaselineRequest request) throws IOException {
                        try {
                            return answer.to(request);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            throw new IOException(e);
                        }
                    }

                    @Override
                    public void close() {}
                };
    }
}
