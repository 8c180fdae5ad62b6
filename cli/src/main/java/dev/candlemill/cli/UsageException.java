package dev.candlemill.cli;

/** Arguments that cannot be meant: says what was expected and what was found. */
final class UsageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
