package dev.candlemill.postgres;

import java.io.IOException;

/**
 * Another run has taken over: this one must not write any more. Nothing of the flush has landed.
 */
public final class StaleLeaseException extends IOException {

    private static final long serialVersionUID = 1;

    StaleLeaseException(String message) {
        super(message);
    }
}
