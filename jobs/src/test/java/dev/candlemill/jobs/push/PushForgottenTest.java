package dev.candlemill.jobs.push;

import static dev.candlemill.jobs.push.PushHarness.bar;
import static dev.candlemill.jobs.push.PushHarness.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.ProgressStore;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Symbols of which no bar comes any more; July 2025 closes on the 31st at 20:00 UTC. */
class PushForgottenTest {

    private static final String LAST_CLOSE = "2025-07-31T20:00:05Z";
    private static final String NEXT_SLOT = "2025-08-01T13:35:05Z";

    @Test
    void isForgottenOnceItsMonthIsClosedAndWhatWentOutIsStored() throws Exception {
        try (PushHarness push = silentSince("2025-07-15T14:00:00Z")) {
            push.turnTo("2025-07-31T19:59:00Z");
            assertThat(push.lines()).containsExactly("A until 2025-07-31T19:59");
            push.turnTo(LAST_CLOSE);
            assertThat(push.lines()).containsExactly("A until 2025-07-31T20:00:05");
            checkpoint(push, "2025-07-31T20:01:00Z");

            push.turnTo(NEXT_SLOT);
            assertThat(push.lines()).containsExactly("A forgotten");
            push.turnTo("2025-08-01T19:00:00Z");
            assertThat(push.lines()).isEmpty();
        }
    }

    @Test
    void isHeldWhileItsMonthIsOpenHoweverSilentItIs() throws Exception {
        try (PushHarness push = silentSince("2025-07-15T14:00:00Z")) {
            push.turnTo("2025-07-30T14:05:05Z");
            push.lines();
            checkpoint(push, "2025-07-30T14:06:00Z");
            push.turnTo("2025-07-30T14:10:05Z");

            assertThat(push.lines()).containsExactly("A until 2025-07-30T14:10:05");
        }
    }

    @Test
    void isHeldWithoutACheckpointThatHasItsLastCandle() throws Exception {
        try (PushHarness push = silentSince("2025-07-15T14:00:00Z")) {
            push.turnTo("2025-07-31T19:59:00Z");
            push.lines();
            checkpoint(push, "2025-07-31T19:59:30Z");
            push.turnTo(LAST_CLOSE);
            push.turnTo(NEXT_SLOT);

            assertThat(push.awaitLines(3))
                    .containsExactly(
                            "A until 2025-07-31T20:00:05",
                            "A month 2025-08-01T13:30 to 2025-08-29T20:00",
                            "A until 2025-08-01T13:35:05");
        }
    }

    @Test
    void aBarBeginsItAgainWithWhatIsStoredAndWasTold() throws Exception {
        try (PushHarness push = forgotten()) {
            push.send(new ActiveSetups("A", List.of()));
            assertThat(push.lines()).isEmpty();
            push.turnTo("2025-08-12T14:05:00.200Z");
            push.send(bar("A", "2025-08-12T14:00:00Z"));

            assertThat(push.awaitLines(3))
                    .containsExactly(
                            "A region 2025-07-01T13:30 to 2025-08-29T20:00",
                            "A setups 0",
                            "A bar 2025-08-12T14:00 until 2025-08-12T14:05");
        }
    }

    @Test
    void barsThatAreHandedOverAreTakenWithoutWaitingForTheNextOne() throws Exception {
        try (PushHarness push = forgotten()) {
            push.turnTo("2025-08-12T14:05:00.200Z");
            push.send(new HandedBars("A", 7));
            push.turnTo("2025-08-12T14:05:31Z");

            assertThat(push.awaitLines(4))
                    .containsExactly(
                            "A region 2025-06-02T13:30 to 2025-08-01T20:00",
                            "A month 2025-08-01T13:30 to 2025-08-29T20:00",
                            "A handed 7",
                            "A until 2025-08-12T14:05:31");
        }
    }

    @Test
    void staysForgottenAfterARestore() throws Exception {
        OperatorSubtaskState state;
        try (PushHarness push = forgotten()) {
            state = push.snapshot(2);
        }
        try (PushHarness push =
                PushHarness.open(
                        "2025-08-04T14:00:00Z",
                        "hashmap",
                        state,
                        BaselineReader.Factory.nothingStored(),
                        ProgressStore.Factory.forgetful())) {
            push.send(settled("A", "2025-07-31T20:00:00Z"));
            push.turnTo("2025-08-05T14:00:00Z");

            assertThat(push.lines()).isEmpty();
        }
    }

    private static PushHarness forgotten() throws Exception {
        PushHarness push = silentSince("2025-07-15T14:00:00Z");
        push.turnTo(LAST_CLOSE);
        checkpoint(push, "2025-07-31T20:01:00Z");
        push.turnTo(NEXT_SLOT);
        assertThat(push.lines()).endsWith("A forgotten");
        return push;
    }

    private static PushHarness silentSince(String bar) throws Exception {
        PushHarness push = PushHarness.open(bar);
        push.send(bar("A", bar));
        assertThat(push.awaitLines(2)).hasSize(2);
        return push;
    }

    /** Begun when another symbol's bar has come at that time. */
    private static void checkpoint(PushHarness push, String time) throws Exception {
        push.turnTo(time);
        push.send(bar(PushHarness.OTHER, "2025-07-30T14:00:00Z"));
        push.snapshot(1);
        push.complete(1);
    }
}
