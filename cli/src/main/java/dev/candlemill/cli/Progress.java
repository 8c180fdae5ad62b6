package dev.candlemill.cli;

import java.util.Locale;

/**
 * One line that is drawn over again on a terminal; elsewhere a plain line every few seconds. Not
 * thread-safe.
 */
final class Progress {

    private static final int BAR_WIDTH = 24;
    private static final long PLAIN_EVERY_NANOS = 5_000_000_000L;
    private static final String CLEAR_LINE = "\r\033[K";

    private final Terminal terminal;
    private final String what;
    private final String unit;
    private final long begin = System.nanoTime();
    private long lastPlain = begin;
    private boolean isDrawn;

    Progress(Terminal terminal, String what, String unit) {
        this.terminal = terminal;
        this.what = what;
        this.unit = unit;
    }

    /**
     * @param expected 0 where nobody knows
     */
    void show(long done, long expected) {
        long now = System.nanoTime();
        if (terminal.isInteractive()) {
            terminal.err().print(CLEAR_LINE + line(done, expected, now - begin));
            terminal.err().flush();
            isDrawn = true;
        } else if (now - lastPlain >= PLAIN_EVERY_NANOS) {
            lastPlain = now;
            terminal.say(line(done, expected, now - begin));
        }
    }

    void end() {
        if (isDrawn) {
            terminal.err().print(CLEAR_LINE);
            terminal.err().flush();
            isDrawn = false;
        }
    }

    String line(long done, long expected, long nanos) {
        double perSecond = nanos == 0 ? 0 : done * 1e9 / nanos;
        String rate = String.format(Locale.ROOT, "%,d %s, %,.0f/s", done, unit, perSecond);
        if (expected <= 0) {
            return what + ": " + rate;
        }
        double share = Math.min(1, (double) done / expected);
        int full = (int) (share * BAR_WIDTH);
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %3.0f %%  %s%s",
                what,
                "#".repeat(full),
                "-".repeat(BAR_WIDTH - full),
                100 * share,
                rate,
                remaining(expected - done, perSecond));
    }

    private static String remaining(long missing, double perSecond) {
        if (missing <= 0 || perSecond <= 0) {
            return "";
        }
        long seconds = Math.round(missing / perSecond);
        return String.format(Locale.ROOT, ", ETA %d:%02d", seconds / 60, seconds % 60);
    }
}
