package dev.candlemill.benchmarks.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.candlemill.benchmarks.latency.Pending.Candle;
import dev.candlemill.kafka.KafkaTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topic of signals as a trader's program would, and tells when each one came. */
final class SignalListener implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final String OPEN_TIME = "\"open_time_ms\":";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Pending pending;
    private final Thread thread = new Thread(this::listen, "signal-listener");

    private SignalListener(KafkaConsumer<byte[], byte[]> consumer, Pending pending) {
        this.consumer = consumer;
        this.pending = pending;
    }

    /** From what the topic holds now. */
    static SignalListener start(String bootstrap, String prefix, Pending pending) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(KafkaTopic.SIGNALS.name(prefix)).stream()
                        .map(
                                partition ->
                                        new TopicPartition(
                                                partition.topic(), partition.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // a seek waits for the first poll otherwise
        SignalListener listener = new SignalListener(consumer, pending);
        listener.thread.start();
        return listener;
    }

    private void listen() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> signal : consumer.poll(POLL)) {
                    pending.arrived(candle(signal), System.nanoTime());
                }
            }
        } catch (WakeupException closed) {
            // that is how it ends
        }
    }

    private static Candle candle(ConsumerRecord<byte[], byte[]> signal) {
        String key = new String(signal.key(), UTF_8);
        String json = new String(signal.value(), UTF_8);
        int begin = json.indexOf(OPEN_TIME) + OPEN_TIME.length();
        int end = begin;
        while (Character.isDigit(json.charAt(end))) {
            end++;
        }
        return new Candle(key.substring(0, key.indexOf('|')), Long.parseLong(json, begin, end, 10));
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join();
    }
}
