package dev.candlemill.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What we write, and the bars that a live job may read, with the name of its schema, which is also
 * the topic's name behind the prefix.
 */
public enum KafkaTopic {
    CANDLES("market.candles.v1", "compact,delete"),
    /** Deleted after a time, not compacted: a key has many signals. */
    SIGNALS("trading.signals.v1", "delete"),
    REJECTED("ops.rejected.v1", "delete"),
    LATE("ops.late.v1", "delete"),
    /** Candles that are not final: the newest of each key is all that matters. */
    FORMING("market.forming.v1", "compact,delete"),
    /** What others write. */
    BARS("market.bars.v1", "delete");

    /** What every job writes. */
    public static final Set<KafkaTopic> RESULTS = Set.of(CANDLES, SIGNALS, REJECTED, LATE);

    private final String schema;
    private final String cleanupPolicy;

    KafkaTopic(String schema, String cleanupPolicy) {
        this.schema = schema;
        this.cleanupPolicy = cleanupPolicy;
    }

    /** The schema's name and file: {@code schema/market.candles.v1.json}. */
    public String schema() {
        return schema;
    }

    public String cleanupPolicy() {
        return cleanupPolicy;
    }

    /** The topic's name, for example {@code candlemill.market.candles.v1}. */
    public String name(String prefix) {
        return prefix + "." + schema;
    }

    byte[] schemaBytes() {
        return schema.getBytes(StandardCharsets.UTF_8);
    }
}
