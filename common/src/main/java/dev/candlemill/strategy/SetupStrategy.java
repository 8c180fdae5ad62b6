package dev.candlemill.strategy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One strategy of one setup, as signals name it.
 *
 * @param setup the setup's id
 * @param spec canonical form of the strategy, {@code sma_cross(20,50)}
 * @param key stands for the two: the same in every run, never 0
 */
public record SetupStrategy(String setup, String spec, long key) {

    static SetupStrategy of(String setup, String spec) {
        byte[] name = (setup.length() + "|" + setup + "|" + spec).getBytes(StandardCharsets.UTF_8);
        UUID hash = UUID.nameUUIDFromBytes(name);
        long key = hash.getMostSignificantBits() ^ hash.getLeastSignificantBits();
        return new SetupStrategy(setup, spec, key == 0 ? 1 : key);
    }
}
