package dev.candlemill.cli;

/** What a command's exit code says. */
final class ExitCodes {

    static final int OK = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;
    static final int PREFLIGHT = 3;

    private ExitCodes() {}
}
