package dev.candlemill.jobs.config;

/** A value of the right form that its connector does not take; the message says what it does. */
final class NotAllowedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    NotAllowedException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
