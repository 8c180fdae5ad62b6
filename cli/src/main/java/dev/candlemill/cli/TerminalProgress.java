package dev.candlemill.cli;

import dev.candlemill.jobs.BackfillProgress;
import org.jspecify.annotations.Nullable;

/** Shows on the terminal how a backfill is getting on: first its files, then its bars. */
final class TerminalProgress implements BackfillProgress {

    private final Terminal terminal;
    private final long expectedBars;
    private @Nullable Progress reading;
    private @Nullable Progress running;

    /**
     * @param expectedBars 0 where nobody knows
     */
    TerminalProgress(Terminal terminal, long expectedBars) {
        this.terminal = terminal;
        this.expectedBars = expectedBars;
    }

    @Override
    public void reading(long bytes, long ofBytes) {
        if (reading == null) {
            reading = new Progress(terminal, "reading files", "bytes");
        }
        reading.show(bytes, ofBytes);
    }

    @Override
    public void running(long bars) {
        if (running == null) {
            end();
            running = new Progress(terminal, "backfill", "bars");
        }
        running.show(bars, expectedBars);
    }

    @Override
    public void warning(String message) {
        end();
        terminal.say("warning: " + message);
    }

    /** Clears what is drawn, so that other lines can follow. */
    void end() {
        if (reading != null) {
            reading.end();
        }
        if (running != null) {
            running.end();
        }
    }
}
