package dev.candlemill.postgres;

import java.sql.SQLException;

/** Postgres refused some row of a transaction, which is rolled back. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient SQLException error;

    RefusedException(SQLException error) {
        super(error);
        this.error = error;
    }

    boolean isConflict() {
        return SqlFault.of(error).kind() == SqlFault.Kind.CONFLICT;
    }

    SQLException error() {
        return error;
    }
}
