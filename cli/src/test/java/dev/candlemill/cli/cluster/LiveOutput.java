package dev.candlemill.cli.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a live job left.
 *
 * @param candles rows of that table
 * @param rows of candles, signals and rejected bars, without what names the run
 * @param records what the topics of candles and signals say in the end
 * @param repeated records that say again, or otherwise, what was said under the same revision
 * @param sent all that is on those topics, in order
 */
record LiveOutput(
        long candles,
        List<String> rows,
        List<String> records,
        long repeated,
        List<ConsumerRecord<byte[], byte[]>> sent) {

    /** All that was sent of the events of some lines. */
    String historyOf(List<String> lines) {
        return sent.stream()
                .filter(record -> lines.stream().anyMatch(line -> line.contains(eventId(record))))
                .map(
                        record ->
                                String.format(
                                        "%s-%d at %d, %tT.%<tL: %s",
                                        record.topic(),
                                        record.partition(),
                                        record.offset(),
                                        record.timestamp(),
                                        new String(record.value(), UTF_8)))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String eventId(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("event_id").value(), UTF_8);
    }
}
