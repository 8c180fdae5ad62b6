package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Venues;
import dev.candlemill.candle.Bars;
import dev.candlemill.kafka.EmbeddedKafkaFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A folder of CSV files as the only store of signals, and what Kafka gets beside it. */
class CsvSignalsIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A line of signals.csv without its revision and status. */
    private static final String REVISION_AND_STATUS = ",[0-9]+,[A-Z]+$";

    private static final int LAST_OF_AN_HOUR = 1511;

    private static EmbeddedKafkaFixture kafka;

    @TempDir private Path folder;

    /** Eleven days around the clock. */
    private final List<Bar> bars =
            Bars.of(
                    Venues.shipped().calendar("CRYPTO", Alignment.SESSION, Hours.REGULAR),
                    BarSize.M5,
                    "2025-07-01",
                    "2025-07-11",
                    7);

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafkaFixture.shared();
    }

    @Test
    void aSecondRunSendsNoSignalAndACorrectedOneExactlyThoseThatDiffer() throws Exception {
        run("csv-first", "store", bars);
        byte[] first = Files.readAllBytes(folder.resolve("store/signals.csv"));
        assertThat(topic("csv-first")).hasSizeGreaterThan(100).allMatch(isStatus("NEW"));

        run("csv-second", "store", bars);

        assertThat(topic("csv-second")).isEmpty();
        assertThat(folder.resolve("store/signals.csv")).hasBinaryContent(first);

        List<Bar> right = new ArrayList<>(bars);
        Bar wrong = bars.get(LAST_OF_AN_HOUR);
        double close = wrong.high() * 1.05;
        right.set(
                LAST_OF_AN_HOUR,
                new Bar(wrong.openTime(), wrong.open(), close, wrong.low(), close, wrong.volume()));
        Map<String, String> before = signals("store");
        run("csv-right", "clean", right);
        run("csv-third", "store", right);

        assertThat(standing("store")).isEqualTo(standing("clean"));
        Map<String, String> after = signals("store");
        TreeSet<String> changed = new TreeSet<>(after.keySet());
        changed.removeIf(id -> after.get(id).equals(before.get(id)));
        Map<String, JsonNode> sent = byId(topic("csv-third"));
        assertThat(sent.keySet()).isEqualTo(changed);
        assertThat(sent.values()).anyMatch(isStatus("RETRACTED"));
        assertThat(sent.values()).anyMatch(isStatus("REVISED"));
        assertThat(sent.values()).anyMatch(isStatus("NEW"));
        assertThat(sent.values())
                .allMatch(
                        signal ->
                                signal.get("revision").asInt()
                                        == (isStatus("NEW").test(signal) ? 1 : 2));

        run("csv-fourth", "store", right);

        assertThat(topic("csv-fourth")).isEmpty();
    }

    private static Predicate<JsonNode> isStatus(String status) {
        return signal -> signal.get("status").asText().equals(status);
    }

    private void run(String prefix, String store, List<Bar> input) throws Exception {
        BarFile.write(folder.resolve("TEST.csv"), input);
        BackfillRun.run(
                BackfillRun.options(
                        folder,
                        "--source=file",
                        "--input=" + folder.resolve("TEST.csv"),
                        "--venue=CRYPTO",
                        "--to=2025-07-11",
                        "--sink=kafka,csv",
                        "--output=" + folder.resolve(store),
                        "--job-id=" + prefix,
                        "--strategies=rsi(3,30,70),bollinger(10,1),sma_cross(2,5)",
                        "--strategy-timeframes=1h,15m",
                        "--set=kafka.bootstrap=" + kafka.bootstrapServers(),
                        "--set=kafka.prefix=" + prefix,
                        "--parallelism=1"));
    }

    private static List<JsonNode> topic(String prefix) throws Exception {
        List<JsonNode> signals = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.read(prefix + ".trading.signals.v1")) {
            signals.add(JSON.readTree(record.value()));
        }
        return signals;
    }

    /** Each signal once, named by its first columns in the file. */
    private static Map<String, JsonNode> byId(List<JsonNode> signals) {
        return signals.stream().collect(Collectors.toMap(CsvSignalsIT::name, s -> s));
    }

    private static String name(JsonNode signal) {
        return signal.get("timeframe").asText()
                + " "
                + Instant.ofEpochMilli(signal.get("open_time_ms").asLong())
                + " "
                + signal.get("strategy").asText();
    }

    /** Lines of the file by the same names. */
    private Map<String, String> signals(String store) throws IOException {
        Map<String, String> lines = new HashMap<>();
        for (String line : lines(store)) {
            String[] cell = line.split(",", 6);
            String strategy = cell[5].substring(1, cell[5].lastIndexOf('"'));
            lines.put(cell[2] + " " + cell[3] + " " + strategy, line);
        }
        return lines;
    }

    private List<String> standing(String store) throws IOException {
        return lines(store).stream()
                .filter(line -> !line.endsWith(",RETRACTED"))
                .map(line -> line.replaceAll(REVISION_AND_STATUS, ""))
                .toList();
    }

    private List<String> lines(String store) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(store + "/signals.csv"));
        return lines.subList(1, lines.size());
    }
}
