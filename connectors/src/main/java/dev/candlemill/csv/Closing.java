package dev.candlemill.csv;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes many, even when one fails. */
final class Closing {

    private Closing() {}

    static void all(List<? extends Closeable> closeables) throws IOException {
        IOException failure = null;
        for (Closeable closeable : closeables) {
            failure = close(closeable, failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable IOException close(Closeable closeable, @Nullable IOException earlier) {
        try {
            closeable.close();
            return earlier;
        } catch (IOException e) {
            if (earlier == null) {
                return e;
            }
            earlier.addSuppressed(e);
            return earlier;
        }
    }
}
