package dev.candlemill.jobs;

/**
 * What a run needs is not there: a server, a schema, a right, a file. Nothing was changed; the
 * message says what was expected, what was found and what to do. Commands exit with 3.
 */
public final class PreflightException extends Exception {

    private static final long serialVersionUID = 1;

    public PreflightException(String message) {
        super(message);
    }

    public PreflightException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a connector found missing, in its words. */
    static PreflightException of(Throwable cause) {
        return new PreflightException(String.valueOf(cause.getMessage()), cause);
    }
}
