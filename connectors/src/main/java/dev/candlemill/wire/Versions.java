package dev.candlemill.wire;

import java.io.IOException;

/** The version byte that every element begins with. */
final class Versions {

    private Versions() {}

    static void check(String what, int found, int expected) throws IOException {
        if (found != expected) {
            throw new IOException(what + " of version " + found + ": expected " + expected);
        }
    }
}
