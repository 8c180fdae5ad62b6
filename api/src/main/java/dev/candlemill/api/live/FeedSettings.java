package dev.candlemill.api.live;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which topics are read.
 *
 * @param bootstrapServers {@code host:port,host:port}
 * @param prefix of the topics
 * @param clientProperties of the Kafka client, checked where they were read
 */
public record FeedSettings(
        String bootstrapServers, String prefix, Map<String, String> clientProperties) {

    public FeedSettings {
        clientProperties = new TreeMap<>(clientProperties);
    }
}
