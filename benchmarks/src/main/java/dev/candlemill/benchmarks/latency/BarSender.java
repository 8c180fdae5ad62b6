package dev.candlemill.benchmarks.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.candlemill.benchmarks.latency.Pending.Candle;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.kafka.KafkaTopic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends closed 5-minute bars, symbol after symbol and then their next ones, at a steady rate.
 * Closes rise and fall in turn, so that {@code sma_cross(1,2)} has a signal on every bar after the
 * second.
 */
final class BarSender implements AutoCloseable {

    static final String STRATEGY = "sma_cross(1,2)";

    /** Bars of a symbol that have no signal yet. */
    private static final int WARM_UP = 2;

    private static final long BEGIN = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final List<String> symbols;
    private final Pending pending;
    private long sent;

    BarSender(String bootstrap, String prefix, List<String> symbols, Pending pending) {
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.topic = KafkaTopic.BARS.name(prefix);
        this.symbols = symbols;
        this.pending = pending;
    }

    /** Sends so many bars at so many per second, and returns when the last one is on its way. */
    void send(int bars, double perSecond) {
        long begin = System.nanoTime();
        double nanosPerBar = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (int i = 0; i < bars; i++) {
            long due = begin + (long) (i * nanosPerBar);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            sendNext(due);
        }
        producer.flush();
    }

    /**
     * One bar of every symbol at once, as when a bar closes for all of them. Returns when it was.
     */
    long sendInstant() {
        long now = System.nanoTime();
        for (int i = 0; i < symbols.size(); i++) {
            sendNext(now);
        }
        producer.flush();
        return now;
    }

    private void sendNext(long due) {
        String symbol = symbols.get((int) (sent % symbols.size()));
        long slot = sent / symbols.size();
        long openTime = BEGIN + slot * Timeframe.SLOT_MILLIS;
        if (slot >= WARM_UP) {
            pending.expect(new Candle(symbol, openTime), due);
        }
        producer.send(
                new ProducerRecord<>(
                        topic,
                        symbol.getBytes(UTF_8),
                        json(symbol, openTime, slot).getBytes(UTF_8)));
        sent++;
    }

    private static String json(String symbol, long openTime, long slot) {
        int close = slot % 2 == 0 ? 10 : 11;
        return ("{\"symbol\":\"%s\",\"bar_size\":\"5m\",\"open_time_ms\":%d,\"open\":10.5,"
                        + "\"high\":11,\"low\":10,\"close\":%d,\"volume\":10,\"final\":true}")
                .formatted(symbol, openTime, close);
    }

    @Override
    public void close() {
        producer.close();
    }
}
