package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProgressTest {

    private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);

    private final StringWriter drawn = new StringWriter();

    @Test
    void showsShareRateAndTheTimeThatIsLeft() {
        assertThat(progress(true).line(250_000, 1_000_000, TEN_SECONDS))
                .isEqualTo(
                        "backfill [######------------------]  25 %  250,000 bars, 25,000/s, ETA 0:30");
    }

    @Test
    void showsOnlyTheRateWhereNobodyKnowsTheEnd() {
        assertThat(progress(true).line(250_000, 0, TEN_SECONDS))
                .isEqualTo("backfill: 250,000 bars, 25,000/s");
    }

    @Test
    void neverExceedsTheWhole() {
        assertThat(progress(true).line(1_100, 1_000, TEN_SECONDS))
                .contains("100 %")
                .doesNotContain("ETA");
    }

    @Test
    void drawsOverItselfOnATerminalAndClearsUp() {
        Progress progress = progress(true);
        progress.show(1, 2);
        progress.end();

        assertThat(drawn.toString()).contains("50 %").endsWith("\r\033[K").doesNotContain("\n");
    }

    @Test
    void staysQuietElsewhereUntilSecondsHavePassed() {
        progress(false).show(1, 2);

        assertThat(drawn.toString()).isEmpty();
    }

    private Progress progress(boolean isInteractive) {
        PrintWriter writer = new PrintWriter(drawn);
        return new Progress(new Terminal(writer, writer, isInteractive), "backfill", "bars");
    }
}
