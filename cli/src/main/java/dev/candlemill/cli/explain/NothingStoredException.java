package dev.candlemill.cli.explain;

/** There is no candle to explain; the message names the nearest one. */
public final class NothingStoredException extends Exception {

    private static final long serialVersionUID = 1;

    NothingStoredException(String message) {
        super(message);
    }
}
