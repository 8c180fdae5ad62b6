package dev.candlemill.cli.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.kafka.KafkaTopic;
import dev.candlemill.kafka.KafkaTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Bars of one symbol on a topic, sent as their market goes on: some are missing, some come twice,
 * some again with another close. They are the same for each run.
 */
final class PushedBars implements AutoCloseable {

    static final String SYMBOL = "CRYPTO:FIVE";

    /** In the month in which they end: silence may close an earlier one before its bars come. */
    private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");

    private static final Duration SLOT = Duration.ofMinutes(5);
    private static final double MISSING = 0.02;
    private static final double REPEATED = 0.01;
    private static final double REVISED = 0.01;

    /** When candles of several timeframes are final. */
    private static final Duration REVISED_AFTER = Duration.ofHours(1);

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Bar> bars;
    private int next;

    private record Bar(Instant open, double close, Instant sent) {}

    /**
     * Of a market that ends.
     *
     * @param prefix of the topic, which must not be there yet
     */
    PushedBars(String bootstrap, String prefix, Instant end) throws Exception {
        KafkaTopics.prepare(
                KafkaSettings.of(bootstrap, "feed", 0).withPrefix(prefix), Set.of(KafkaTopic.BARS));
        topic = KafkaTopic.BARS.name(prefix);
        bars = bars(end);
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 300_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** Does not wait until they are there. */
    void sendUntil(Instant marketTime) {
        while (next < bars.size() && !bars.get(next).sent.isAfter(marketTime)) {
            byte[] json = json(bars.get(next)).getBytes(UTF_8);
            producer.send(new ProducerRecord<>(topic, SYMBOL.getBytes(UTF_8), json));
            next++;
        }
    }

    /** How many 5-minute candles there are in the end. */
    long candles() {
        return bars.stream().map(Bar::open).distinct().count();
    }

    private static List<Bar> bars(Instant end) {
        Random random = new Random(5);
        List<Bar> bars = new ArrayList<>();
        double price = 100;
        for (Instant open = BEGIN; !open.plus(SLOT).isAfter(end); open = open.plus(SLOT)) {
            price *= Math.exp(random.nextGaussian() / 500);
            double kind = random.nextDouble();
            Bar bar = new Bar(open, price, open.plus(SLOT));
            if (kind >= MISSING) {
                bars.add(bar);
            }
            if (kind >= 1 - REPEATED) {
                bars.add(bar);
            } else if (kind >= 1 - REPEATED - REVISED) {
                bars.add(new Bar(open, price * 1.001, bar.sent.plus(REVISED_AFTER)));
            }
        }
        bars.removeIf(bar -> bar.sent.isAfter(end));
        bars.sort(Comparator.comparing(Bar::sent));
        return bars;
    }

    private static String json(Bar bar) {
        double open = 100;
        return String.format(
                Locale.ROOT,
                "{\"symbol\":\"%s\",\"bar_size\":\"5m\",\"open_time\":\"%s\",\"open\":%s,"
                        + "\"high\":%s,\"low\":%s,\"close\":%s,\"volume\":10}",
                SYMBOL,
                bar.open,
                open,
                Math.max(open, bar.close),
                Math.min(open, bar.close),
                bar.close);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
