package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.candlemill.kafka.EmbeddedKafkaFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What revised bars do to signals, record by record as the topic has them. */
class CorrectionsIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static EmbeddedKafkaFixture kafka;

    @TempDir private Path folder;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafkaFixture.shared();
    }

    @Test
    void everyRetractionIsOnTheTopicInOrderAndWhatStandsIsWhatTheRightBarsGive() throws Exception {
        run("corrected", "0.1");
        run("right", "0");
        Map<String, List<JsonNode>> histories = topic("corrected");

        int retractions = 0;
        TreeSet<String> standing = new TreeSet<>();
        for (List<JsonNode> history : histories.values()) {
            retractions += inOrder(history);
            JsonNode last = history.get(history.size() - 1);
            if (!status(last).equals("RETRACTED")) {
                standing.add(content(last));
            }
        }
        assertThat(retractions).isGreaterThanOrEqualTo(10);
        assertThat(standing).isEqualTo(file("right"));
        assertThat(standing).isEqualTo(file("corrected"));
    }

    /** NEW first and after a retraction, REVISED of what stands; no revision left out. */
    private static int inOrder(List<JsonNode> history) {
        int retractions = 0;
        for (int i = 0; i < history.size(); i++) {
            JsonNode signal = history.get(i);
            String before = i == 0 ? "RETRACTED" : status(history.get(i - 1));
            assertThat(signal.get("revision").asInt()).as(signal.toString()).isEqualTo(i + 1);
            if (before.equals("RETRACTED")) {
                assertThat(status(signal)).isEqualTo("NEW");
            } else {
                assertThat(status(signal)).isIn("REVISED", "RETRACTED");
            }
            if (status(signal).equals("RETRACTED")) {
                assertThat(signal.get("signal_type"))
                        .isEqualTo(history.get(i - 1).get("signal_type"));
                retractions++;
            }
        }
        return retractions;
    }

    private static String status(JsonNode signal) {
        return signal.get("status").asText();
    }

    private void run(String prefix, String share) throws Exception {
        BackfillRun.run(
                BackfillRun.options(
                        folder,
                        "--source=simulated",
                        "--job-id=" + prefix,
                        "--stocks=2",
                        "--crypto=1",
                        "--set=simulated.revised=" + share,
                        "--from=2025-01-01",
                        "--to=2025-03-01",
                        "--strategies=every_candle,sma_cross(5,20),rsi(14,30,70),macd(12,26,9),"
                                + "bollinger(20,2)",
                        "--strategy-timeframes=15m,1h,1d",
                        "--warm-up=defined",
                        "--sink=kafka,csv",
                        "--output=" + folder.resolve(prefix),
                        "--set=kafka.bootstrap=" + kafka.bootstrapServers(),
                        "--set=kafka.prefix=corrections-" + prefix,
                        "--parallelism=2"));
    }

    /** The records of each signal in the order of the topic. */
    private static Map<String, List<JsonNode>> topic(String prefix) throws Exception {
        Map<String, List<JsonNode>> histories = new LinkedHashMap<>();
        String topic = "corrections-" + prefix + ".trading.signals.v1";
        for (ConsumerRecord<byte[], byte[]> record : kafka.read(topic)) {
            JsonNode signal = JSON.readTree(record.value());
            histories
                    .computeIfAbsent(signal.get("event_id").asText(), id -> new ArrayList<>())
                    .add(signal);
        }
        return histories;
    }

    private static String content(JsonNode signal) {
        return String.join(
                ",",
                signal.get("symbol").asText(),
                signal.get("timeframe").asText(),
                Instant.ofEpochMilli(signal.get("open_time_ms").asLong()).toString(),
                signal.get("strategy").asText(),
                signal.get("signal_type").asText(),
                Double.toString(signal.get("price").asDouble()),
                Double.toString(signal.get("confidence").asDouble()));
    }

    /** The signals that stand in the file, in the same words. */
    private TreeSet<String> file(String prefix) throws Exception {
        TreeSet<String> standing = new TreeSet<>();
        List<String> lines = Files.readAllLines(folder.resolve(prefix + "/signals.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cell = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
            if (!cell[10].equals("RETRACTED")) {
                standing.add(
                        String.join(
                                ",",
                                cell[1],
                                cell[2],
                                cell[3],
                                cell[5].replace("\"", ""),
                                cell[6],
                                Double.toString(Double.parseDouble(cell[7])),
                                Double.toString(Double.parseDouble(cell[8]))));
            }
        }
        return standing;
    }
}
