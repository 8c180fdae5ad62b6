package dev.candlemill.kafka;

import dev.candlemill.bar.RejectReason;

/** A record that is no bar. It costs no stack trace: a broken producer sends many of them. */
final class BadRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    BadRecordException(RejectReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    RejectReason reason() {
        return reason;
    }
}
