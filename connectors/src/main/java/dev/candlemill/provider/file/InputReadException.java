package dev.candlemill.provider.file;

import java.io.IOException;

/** The input cannot be read on, as opposed to the store not being writable. */
final class InputReadException extends IOException {

    private static final long serialVersionUID = 1L;

    private final IOException reason;

    InputReadException(IOException reason) {
        super(reason);
        this.reason = reason;
    }

    @Override
    public synchronized IOException getCause() {
        return reason;
    }
}
