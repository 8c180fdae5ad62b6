package dev.candlemill.kafka;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The first 128 bits, in hex, of SHA-256 over parts joined by {@code |}. Not thread-safe. */
final class EventId {

    private static final int BYTES = 16;

    private final MessageDigest digest;

    EventId() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    String of(String... parts) {
        byte[] hash = digest.digest(String.join("|", parts).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }
}
