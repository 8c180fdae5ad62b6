package dev.candlemill.postgres;

import java.io.IOException;
import java.sql.SQLException;

/**
 * Nothing can be written until somebody repairs something: a missing column or right, a full disk,
 * a server that stays away. The message has the SQLSTATE and a hint.
 */
public class PostgresException extends IOException {

    private static final long serialVersionUID = 1;

    private final String sqlState;

    PostgresException(String what, SQLException cause) {
        this(what, SqlFault.of(cause), cause);
    }

    private PostgresException(String what, SqlFault fault, SQLException cause) {
        super(message(what, fault, cause), cause);
        this.sqlState = fault.sqlState();
    }

    /** Five characters, or empty when the server said nothing. */
    public final String sqlState() {
        return sqlState;
    }

    private static String message(String what, SqlFault fault, SQLException cause) {
        String state = fault.sqlState().isEmpty() ? "" : " (SQLSTATE " + fault.sqlState() + ")";
        String hint = fault.hint().isEmpty() ? "" : "; " + fault.hint();
        return what + ": " + cause.getMessage() + state + hint;
    }
}
