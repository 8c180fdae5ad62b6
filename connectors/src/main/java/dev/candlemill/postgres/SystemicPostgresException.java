package dev.candlemill.postgres;

import java.sql.SQLException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** A fault that waiting does not mend: the job stops, however often it may be restarted. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class SystemicPostgresException extends PostgresException {

    private static final long serialVersionUID = 1;

    SystemicPostgresException(String what, SQLException cause) {
        super(what, cause);
    }
}
