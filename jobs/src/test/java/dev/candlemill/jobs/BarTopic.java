package dev.candlemill.jobs;

import dev.candlemill.bar.BarPage;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends bars as JSON, as a provider's gateway would. */
final class BarTopic implements AutoCloseable {

    private final String name;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    BarTopic(String bootstrap, String prefix) {
        name = prefix + ".market.bars.v1";
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** A bar on its way. */
    record Sent(long openTime, String symbol, String json) {}

    /** Bars that a provider has, those of all symbols in the order in which they open. */
    static List<Sent> barsOf(BarProvider provider, Instant from, Instant to) throws IOException {
        List<Sent> bars = new ArrayList<>();
        for (SymbolRange range : provider.plan()) {
            try (PageCursor cursor = provider.open(range, 0)) {
                for (BarPage page = cursor.next(); page != null; page = cursor.next()) {
                    for (int i = 0; i < page.bars().size(); i++) {
                        bars.add(bar(page, i));
                    }
                }
            }
        }
        bars.removeIf(
                bar -> bar.openTime() < from.toEpochMilli() || bar.openTime() >= to.toEpochMilli());
        bars.sort(Comparator.comparingLong(Sent::openTime));
        return bars;
    }

    void sendAll(List<Sent> bars) throws ExecutionException, InterruptedException {
        bars.forEach(bar -> send(bar.symbol(), bar.json()));
        await();
    }

    /** One record; either part may be null. */
    void send(String key, String value) {
        sent.add(producer.send(new ProducerRecord<>(name, null, bytes(key), bytes(value))));
    }

    /** To a partition that is not its key's. */
    void sendTo(int partition, List<Sent> bars) throws ExecutionException, InterruptedException {
        for (Sent bar : bars) {
            sent.add(
                    producer.send(
                            new ProducerRecord<>(
                                    name, partition, bytes(bar.symbol()), bytes(bar.json()))));
        }
        await();
    }

    /** The offsets of what was sent, as {@code partition@offset}, once all of it is there. */
    List<String> await() throws ExecutionException, InterruptedException {
        List<String> places = new ArrayList<>();
        for (Future<RecordMetadata> record : sent) {
            places.add(name + "-" + record.get().partition() + "@" + record.get().offset());
        }
        sent.clear();
        return places;
    }

    @Override
    public void close() {
        producer.close();
    }

    /** A flat bar of 5 minutes. */
    static String json(String symbol, String openTime, double price) {
        return ("{\"schema\":\"market.bars.v1\",\"symbol\":\"%s\",\"bar_size\":\"5m\","
                        + "\"open_time\":\"%s\",\"open\":%s,\"high\":%s,\"low\":%s,\"close\":%s,"
                        + "\"volume\":10}")
                .formatted(symbol, openTime, price, price, price, price);
    }

    private static Sent bar(BarPage page, int i) {
        String json =
                "{\"symbol\":\"%s\",\"bar_size\":\"%s\",\"open_time_ms\":%d,\"open\":%s,\"high\":%s,"
                                .formatted(
                                        page.symbol(),
                                        page.bars().barSize(i).wire(),
                                        page.bars().openTime(i),
                                        page.bars().open(i),
                                        page.bars().high(i))
                        + "\"low\":%s,\"close\":%s,\"volume\":%s,\"final\":true}"
                                .formatted(
                                        page.bars().low(i),
                                        page.bars().close(i),
                                        page.bars().volume(i));
        return new Sent(page.bars().openTime(i), page.symbol(), json);
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
