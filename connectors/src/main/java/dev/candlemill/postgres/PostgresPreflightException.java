package dev.candlemill.postgres;

/**
 * The database is not ready for a run; nothing was changed. The message says what was expected,
 * what was found and what to do. Commands exit with 3.
 */
public final class PostgresPreflightException extends Exception {

    private static final long serialVersionUID = 1;

    private final Problem problem;

    /** What is not ready. */
    public enum Problem {
        UNREACHABLE,
        LOGIN_REFUSED,
        READ_ONLY,
        SCHEMA_MISSING,
        SCHEMA_OLDER,
        SCHEMA_NEWER,
        RIGHTS_MISSING,
        TOO_FEW_CONNECTIONS,
        LEASE_HELD,
        OTHER_CALENDAR,
        MIGRATION_FAILED
    }

    PostgresPreflightException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    PostgresPreflightException(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
