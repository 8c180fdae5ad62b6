package dev.candlemill.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.signal.SignalType;
import dev.candlemill.wire.WireTypes;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs the consumers that docs/kafka.md shows. */
final class SignalConsumersTest {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberSlotsPerTaskManager(1)
                            .build());

    private static final String TOPIC = "consumers.trading.signals.v1";
    private static final Pattern CONSOLE =
            Pattern.compile("```sh\\n(kafka-console-consumer.sh .*?)```", Pattern.DOTALL);

    private static String bootstrapServers;

    @TempDir Path folder;

    @BeforeAll
    static void sendSignals() throws Exception {
        bootstrapServers = EmbeddedKafkaFixture.shared().bootstrapServers();
        send(
                3,
                signal(0, 1, SignalStatus.NEW),
                signal(1, 1, SignalStatus.NEW),
                signal(1, 2, SignalStatus.RETRACTED),
                signal(0, 2, SignalStatus.REVISED),
                signal(0, 1, SignalStatus.NEW));
        // A job that began before it and goes on: live, beside a backfill.
        send(2, signal(2, 1, SignalStatus.NEW));
        // What a job that was lost had said to Kafka alone, and what the next one says.
        send(2, signal(3, 2, SignalStatus.REVISED));
        send(4, signal(3, 1, SignalStatus.NEW));
    }

    private static void send(long epoch, Signal... signals) throws Exception {
        KafkaSettings settings =
                KafkaSettings.of(bootstrapServers, "run", epoch).withPrefix("consumers");
        KafkaTopics.prepare(settings, Optional.empty());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        KafkaSinks.signals(env.fromData(WireTypes.SIGNAL, signals), settings);
        env.execute();
    }

    @Test
    void theJavaConsumerKeepsWhatStands() throws Exception {
        Map<String, JsonNode> standing = StandingSignals.standing(bootstrapServers, TOPIC);

        String revised = signal(0, 1, SignalStatus.NEW).id();
        String lost = signal(3, 1, SignalStatus.NEW).id();
        assertThat(standing).containsOnlyKeys(revised, signal(2, 1, SignalStatus.NEW).id(), lost);
        assertThat(standing.get(revised).get("revision").asInt()).isEqualTo(2);
        assertThat(standing.get(lost).get("revision").asInt()).isOne();
    }

    @Test
    void theDocumentationShowsTheJavaConsumer() throws Exception {
        String source =
                Files.readString(
                        repository()
                                .resolve(
                                        "connectors/src/test/java/dev/candlemill/kafka/StandingSignals.java"));
        String shown = source.substring(source.indexOf("    /** Signals that stand"));
        shown = shown.substring(0, shown.lastIndexOf('}')).stripTrailing().stripIndent();

        assertThat(documentation()).contains("```java\n" + shown + "\n```");
    }

    @Test
    void theConsoleShowsEveryRecordWithItsKey() throws Exception {
        Matcher shown = CONSOLE.matcher(documentation());
        assertThat(shown.find()).isTrue();
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("org.apache.kafka.tools.consumer.ConsoleConsumer");
        String arguments =
                shown.group(1)
                        .replaceFirst("kafka-console-consumer.sh", "")
                        .replace("\\\n", " ")
                        .replace("localhost:9092", bootstrapServers)
                        .replace("candlemill.trading.signals.v1", TOPIC);
        command.addAll(List.of(arguments.trim().split("\\s+")));
        command.addAll(List.of("--max-messages", "8", "--timeout-ms", "60000"));

        assertThat(run(command))
                .filteredOn(line -> line.startsWith("A|1h"))
                .hasSize(8)
                .allMatch(line -> line.startsWith("A|1h\t{\"schema\":\"trading.signals.v1\""))
                .anyMatch(line -> line.contains("\"status\":\"RETRACTED\""));
    }

    private List<String> run(List<String> command) throws Exception {
        File out = folder.resolve("out").toFile();
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out)
                        .redirectError(folder.resolve("err").toFile())
                        .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(out.toPath(), StandardCharsets.UTF_8);
    }

    private static String documentation() throws Exception {
        return Files.readString(repository().resolve("docs/kafka.md"));
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("docs/kafka.md"))) {
            folder = folder.getParent();
        }
        assertThat(folder).as("a folder above that holds docs/kafka.md").isNotNull();
        return folder;
    }

    private static Signal signal(int hour, int revision, SignalStatus status) {
        return new Signal(
                "setup",
                "A",
                Timeframe.H1,
                "rsi(14,30,70)",
                hour * 3_600_000L,
                (hour + 1) * 3_600_000L,
                SignalType.BUY,
                100.5,
                0.25,
                Map.of("rsi_14", 29.5),
                1,
                revision,
                status,
                "file");
    }
}
