package dev.candlemill.spec;

/** A name or a parameter that cannot be meant: says what was expected, what was found and where. */
public final class SpecException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public SpecException(String message) {
        super(message);
    }
}
