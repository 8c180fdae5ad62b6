package dev.candlemill.postgres;

import dev.candlemill.setup.TradingSetup;
import java.time.Instant;

/**
 * A setup with what only its table knows.
 *
 * @param reason why it is paused or was stopped; empty when nobody said
 */
public record StoredSetup(
        TradingSetup setup, String reason, Instant createdAt, Instant updatedAt) {}
