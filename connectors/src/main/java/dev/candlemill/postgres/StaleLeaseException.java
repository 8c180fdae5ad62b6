package dev.candlemill.postgres;

import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * Another run has taken over: this one must not write any more, and starting it again would not
 * help. Nothing of the flush has landed.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class StaleLeaseException extends IOException {

    private static final long serialVersionUID = 1;

    StaleLeaseException(String message) {
        super(message);
    }
}
