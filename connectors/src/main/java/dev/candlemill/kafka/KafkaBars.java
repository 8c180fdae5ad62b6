package dev.candlemill.kafka;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.source.MarketClock;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;

/** The bars that others send to {@code market.bars.v1}, as a source without end. */
public final class KafkaBars {

    /** What shows up in the candles' {@code source} column. */
    public static final String NAME = "kafka";

    private static final Duration DISCOVERY = Duration.ofSeconds(30);

    private KafkaBars() {}

    /**
     * Reads committed records only, of all partitions, also those that are added later. Offsets are
     * committed with checkpoints, under the group {@code <prefix>.<job id>}.
     *
     * @param clock tells which bars open in the future
     * @param symbols whose bars are read; empty: all
     * @param start where a job begins that has no checkpoint
     */
    public static Source<SymbolEvent, ?, ?> source(
            KafkaSettings settings, MarketClock clock, Set<String> symbols, BarsStart start) {
        String group = settings.prefix() + "." + settings.jobId();
        return KafkaSource.<SymbolEvent>builder()
                .setProperties(properties(settings))
                .setTopics(KafkaTopic.BARS.name(settings.prefix()))
                .setGroupId(group)
                .setClientIdPrefix(group)
                .setStartingOffsets(start.offsets())
                .setDeserializer(new BarRecords(clock, symbols))
                .build();
    }

    private static Properties properties(KafkaSettings settings) {
        Properties properties = KafkaClientProperties.connection(settings);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty(
                "partition.discovery.interval.ms", Long.toString(DISCOVERY.toMillis()));
        return properties;
    }
}
