package dev.candlemill.screen;

/** A condition that cannot be read: says where, what was expected and what was found. */
public final class ScreenException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int position;

    ScreenException(int position, String message) {
        super("at character " + (position + 1) + ": " + message);
        this.position = position;
    }

    /** In the text, from 0. */
    public int position() {
        return position;
    }
}
