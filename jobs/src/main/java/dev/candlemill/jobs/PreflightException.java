package dev.candlemill.jobs;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run needs is not there: a server, a schema, a right, a file. Nothing was changed; the
 * message says what was expected, what was found and what to do. Commands exit with 3.
 */
public final class PreflightException extends Exception {

    private static final long serialVersionUID = 1;

    private final ArrayList<String> problems;

    public PreflightException(String message) {
        super(message);
        this.problems = new ArrayList<>(List.of(message));
    }

    public PreflightException(String message, Throwable cause) {
        super(message, cause);
        this.problems = new ArrayList<>(List.of(message));
    }

    private PreflightException(List<String> problems) {
        super(problems.size() + " things are missing:\n- " + String.join("\n- ", problems));
        this.problems = new ArrayList<>(problems);
    }

    /** All that is missing, one sentence each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    static PreflightException of(List<String> problems) {
        return problems.size() == 1
                ? new PreflightException(problems.get(0))
                : new PreflightException(problems);
    }

    /** What a connector found missing, in its words. */
    static PreflightException of(Throwable cause) {
        return new PreflightException(String.valueOf(cause.getMessage()), cause);
    }
}
