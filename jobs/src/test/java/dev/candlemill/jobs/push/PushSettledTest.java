package dev.candlemill.jobs.push;

import static dev.candlemill.jobs.push.PushHarness.bar;
import static dev.candlemill.jobs.push.PushHarness.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.ProgressStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Symbols that were settled before the job began, and of which no bar comes. */
class PushSettledTest {

    private static final String REGION = "A region 2025-06-02T13:30 to 2025-08-01T20:00";

    @Test
    void closesInSilenceWhatWasLeftOpenOnceTheTopicMayHaveBeenRead() throws Exception {
        try (PushHarness push = PushHarness.open("2025-07-15T21:00:00Z")) {
            push.send(settled("A", "2025-07-15T19:50:00Z"));
            push.turnTo("2025-07-15T21:00:29.999Z");
            assertThat(push.lines()).isEmpty();

            push.turnTo("2025-07-15T21:00:30Z");
            assertThat(push.awaitLines(2)).containsExactly(REGION, "A until 2025-07-15T21:00:30");
            assertThat(push.timers()).isOne();
            push.turnTo("2025-07-16T13:35:05Z");
            assertThat(push.lines()).containsExactly("A until 2025-07-16T13:35:05");
        }
    }

    @Test
    void waitsForTheNextSessionWhereNothingIsLeftOpen() throws Exception {
        try (PushHarness push = PushHarness.open("2025-07-15T21:00:00Z")) {
            push.send(settled("A", "2025-07-15T20:10:00Z"));
            push.turnTo("2025-07-15T21:00:30Z");
            assertThat(push.timers()).isOne();
            push.turnTo("2025-07-16T13:35:04.999Z");
            assertThat(push.timers()).isOne();
            assertThat(push.lines()).isEmpty();

            push.turnTo("2025-07-16T13:35:05Z");
            assertThat(push.awaitLines(2)).containsExactly(REGION, "A until 2025-07-16T13:35:05");
        }
    }

    @Test
    void beginsWithABarThatComesInTimeAsIfNothingHadBeenSaid() throws Exception {
        try (PushHarness push = PushHarness.open("2025-07-15T21:00:00Z")) {
            push.send(settled("A", "2025-07-15T19:50:00Z"));
            push.send(bar("A", "2025-05-15T19:45:00Z"));

            assertThat(push.awaitLines(2))
                    .containsExactly(
                            "A region 2025-04-01T13:30 to 2025-05-30T20:00",
                            "A bar 2025-05-15T19:45 until 2025-05-15T19:50");
            assertThat(push.timers()).isOne();
        }
    }

    @Test
    void isNoNewsOfASymbolWhoseBarsCame() throws Exception {
        try (PushHarness push = PushHarness.open("2025-07-15T14:05:00.200Z")) {
            push.send(bar("A", "2025-07-15T14:00:00Z"));
            push.awaitLines(2);
            push.send(settled("A", "2025-07-15T14:10:00Z"));
            push.send(bar("A", "2025-07-15T14:05:00Z"));

            assertThat(push.lines())
                    .containsExactly("A bar 2025-07-15T14:05 until 2025-07-15T14:05");
        }
    }

    @Test
    void goesThroughTheMonthsThatPassedSince() throws Exception {
        try (PushHarness push = PushHarness.open("2025-07-15T21:00:00Z")) {
            push.send(settled("A", "2025-05-15T19:50:00Z"));
            push.turnTo("2025-07-15T21:00:30Z");

            assertThat(push.awaitLines(4))
                    .containsExactly(
                            "A region 2025-04-01T13:30 to 2025-05-30T20:00",
                            "A month 2025-06-02T13:30 to 2025-07-03T17:00",
                            "A month 2025-07-01T13:30 to 2025-08-01T20:00",
                            "A until 2025-07-15T21:00:30");
        }
    }

    @Test
    void waitsWhileOthersAreCaughtUpButNotForEver() throws Exception {
        try (PushHarness push = PushHarness.open("2025-07-15T21:00:00Z")) {
            push.send(settled("A", "2025-07-15T19:50:00Z"));
            for (int second = 20; second < 300; second += 20) {
                push.turnTo("2025-07-15T21:%02d:%02dZ".formatted(second / 60, second % 60));
                push.send(bar(PushHarness.OTHER, "2025-07-15T18:00:00Z"));
                assertThat(push.lines()).isEmpty();
            }
            push.turnTo("2025-07-15T21:05:00Z");
            assertThat(push.awaitLines(2)).startsWith(REGION);
        }
    }

    @Test
    void whatIsToldComesAfterWhatIsStored() throws Exception {
        try (PushHarness push = PushHarness.open("2025-07-15T21:00:00Z")) {
            push.send(new ActiveSetups("A", List.of()));
            push.send(settled("A", "2025-07-15T19:50:00Z"));
            push.send(new HandedBars("A", 7));
            push.send(new HandedBars("A", 8));
            push.turnTo("2025-07-15T21:00:30Z");

            assertThat(push.awaitLines(4)).startsWith(REGION, "A setups 0", "A handed 8");
        }
    }

    @Test
    void loadsManySymbolsSomeAtATimeAndNoneTwice() throws Exception {
        try (PushHarness push = PushHarness.open("2025-07-15T21:00:00Z")) {
            List<String> expected = new ArrayList<>();
            for (int i = 100; i < 200; i++) {
                push.send(settled("A" + i, "2025-07-15T19:50:00Z"));
                expected.add("A" + i + REGION.substring(1));
            }
            push.turnTo("2025-07-15T21:00:30Z");

            assertThat(push.awaitLines(200))
                    .filteredOn(line -> line.contains("region"))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void goesOnAfterARestoreAndIsToldAgain(String backend) throws Exception {
        OperatorSubtaskState state;
        try (PushHarness push = open("2025-07-15T21:00:00Z", backend, null)) {
            push.send(settled("A", "2025-07-15T19:50:00Z"));
            state = push.snapshot(1);
        }
        try (PushHarness push = open("2025-07-15T21:10:00Z", backend, state)) {
            push.send(settled("A", "2025-07-15T20:50:00Z"));
            push.turnTo("2025-07-15T21:10:01Z");
            push.turnTo("2025-07-15T21:10:30Z");
            assertThat(push.lines()).isEmpty();

            push.turnTo("2025-07-15T21:10:31Z");
            assertThat(push.awaitLines(2)).startsWith(REGION);
        }
    }

    private static PushHarness open(String time, String backend, OperatorSubtaskState state)
            throws Exception {
        return PushHarness.open(
                time,
                backend,
                state,
                BaselineReader.Factory.nothingStored(),
                ProgressStore.Factory.forgetful());
    }
}
