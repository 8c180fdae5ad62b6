package dev.candlemill.cli;

import java.io.PrintWriter;

/**
 * Results go to {@link #out}; progress and messages to {@link #err}, so that results can be piped.
 *
 * @param isInteractive whether a line may be drawn over
 */
record Terminal(PrintWriter out, PrintWriter err, boolean isInteractive) {

    static Terminal ofProcess() {
        return new Terminal(
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                System.console() != null && !"dumb".equals(System.getenv("TERM")));
    }

    void say(String line) {
        err.println(line);
        err.flush();
    }
}
