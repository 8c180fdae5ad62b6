package dev.candlemill.signal;

import java.nio.charset.StandardCharsets;

/** What tells apart the signals on one candle: a 64-bit hash of setup and strategy, never 0. */
public final class SignalKey {

    private SignalKey() {}

    /**
     * FNV-1a over {@code setup|strategy}. Part of state: never change it.
     *
     * @param strategy in canonical form
     */
    public static long of(String setup, String strategy) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : (setup + "|" + strategy).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }
}
