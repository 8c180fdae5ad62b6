package dev.candlemill.benchmarks.serving;

/** Makes what one client uses, on the client's own thread. */
@FunctionalInterface
public interface Readers {

    Reader open(String symbol) throws Exception;

    /** Asks for the candles of one symbol, again and again. */
    interface Reader extends AutoCloseable {

        /** Returns the number of bytes of the answer, or 0 where there are none to count. */
        int read() throws Exception;

        @Override
        default void close() throws Exception {}
    }
}
