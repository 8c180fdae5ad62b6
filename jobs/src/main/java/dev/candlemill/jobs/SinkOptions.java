package dev.candlemill.jobs;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.jobs.config.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which sinks are on, each with its settings. */
public record SinkOptions(
        Optional<CsvOptions> csv,
        Optional<PostgresOptions> postgres,
        Optional<KafkaOptions> kafka) {

    /** {@code candles.csv}, {@code rejected.csv} and {@code late.csv} in one folder. */
    public record CsvOptions(Path output) {}

    /** The password is resolved where the connection is made, never on the way there. */
    public record PostgresOptions(String url, String user, Secret password) {}

    /**
     * Topics are {@code <prefix>.market.candles.v1} and so on.
     *
     * @param exactlyOnce through Kafka's transactions; readers then wait for a checkpoint
     * @param transactionTimeout milliseconds
     * @param partitions of topics that we create; 0: the broker's default
     * @param timeframes whose candles are sent; signals always are
     * @param sendsWanted whether also those that are wanted of a symbol alone
     * @param properties Kafka's own client settings
     */
    public record KafkaOptions(
            String bootstrap,
            String prefix,
            boolean exactlyOnce,
            long transactionTimeout,
            int partitions,
            Set<Timeframe> timeframes,
            boolean sendsWanted,
            Map<String, String> properties) {
        public KafkaOptions {
            timeframes = Set.copyOf(timeframes);
            properties = Map.copyOf(properties);
        }
    }
}
