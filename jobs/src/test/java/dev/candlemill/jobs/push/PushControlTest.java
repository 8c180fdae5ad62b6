package dev.candlemill.jobs.push;

import static dev.candlemill.jobs.push.PushHarness.bar;
import static dev.candlemill.jobs.push.PushHarness.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.bar.WantedTimeframes;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.setup.TradingSetup;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What a job is told while it runs, of symbols whose bars come by themselves. */
class PushControlTest {

    private static final String REGION = "A region 2025-06-02T13:30 to 2025-08-01T20:00";

    private static final TradingSetup SETUP =
            new TradingSetup(
                    "mine",
                    "A",
                    List.of(Timeframe.H1),
                    List.of(),
                    List.of("rsi(14,30,70)"),
                    TradingSetup.Status.ACTIVE);

    @Test
    void setupsOfASymbolThatHasNoBarYetWaitForItAndOnlyTheLatestCount() throws Exception {
        try (PushHarness push = PushHarness.open("2025-07-15T14:05:00.200Z")) {
            push.send(new WantedTimeframes("A", Set.of(Timeframe.M15)));
            push.send(new ActiveSetups("A", List.of(SETUP)));
            push.send(new HandedBars("A", 7));
            push.send(new WantedTimeframes("A", Set.of()));
            push.send(new ActiveSetups("A", List.of()));
            push.send(new HandedBars("A", 8));
            assertThat(push.lines()).isEmpty();

            push.send(bar("A", "2025-07-15T14:00:00Z"));
            assertThat(push.awaitLines(5))
                    .containsExactly(
                            REGION,
                            "A wanted 0",
                            "A setups 0",
                            "A handed 8",
                            "A bar 2025-07-15T14:00 until 2025-07-15T14:05");
            push.send(new ActiveSetups("A", List.of(SETUP)));
            assertThat(push.lines()).containsExactly("A setups 1");
        }
    }

    @Test
    void whatIsToldOfASymbolThatIsPolledPassesThroughAndNothingIsLoaded() throws Exception {
        try (PushHarness push = PushHarness.beside("2025-07-15T14:05:00.200Z", "A")) {
            push.send(new ActiveSetups("B", List.of(SETUP)));
            push.send(new HandedBars("B", 7));
            push.send(bar("B", "2025-07-15T14:00:00Z"));
            push.send(settled("B", "2025-07-15T14:00:00Z"));
            assertThat(push.lines())
                    .containsExactly(
                            "B setups 1",
                            "B handed 7",
                            "B bar 2025-07-15T14:00",
                            "B until 2025-07-15T14:00");
            assertThat(push.timers()).isZero();

            push.send(new ActiveSetups("A", List.of(SETUP)));
            assertThat(push.lines()).isEmpty();
        }
    }

    @Test
    void silenceDoesNotCloseCandlesOfASymbolThatIsPolledSince() throws Exception {
        OperatorSubtaskState state;
        try (PushHarness push = PushHarness.beside("2025-07-15T14:05:00.200Z", "A")) {
            push.send(bar("A", "2025-07-15T14:00:00Z"));
            push.awaitLines(2);
            state = push.snapshot(1);
        }
        try (PushHarness push = PushHarness.beside("2025-07-15T14:06:00Z", state, "B")) {
            assertThat(push.timers()).isOne();
            push.turnTo("2025-07-15T14:30:00Z");
            assertThat(push.lines()).isEmpty();
            assertThat(push.timers()).isZero();
        }
    }

    /** What was loaded is seen when the clock is turned. */
    @Test
    void whatIsToldWhileAMonthIsLoadedComesAfterIt() throws Exception {
        try (PushHarness push = PushHarness.open("2025-07-15T14:05:00.200Z")) {
            push.send(bar("A", "2025-07-15T14:00:00Z"));
            push.send(new ActiveSetups("A", List.of(SETUP)));
            push.send(new ActiveSetups("A", List.of()));

            assertThat(push.awaitLines(4))
                    .containsExactly(
                            REGION,
                            "A bar 2025-07-15T14:00 until 2025-07-15T14:05",
                            "A setups 1",
                            "A setups 0");
        }
    }
}
