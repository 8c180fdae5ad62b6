package dev.candlemill.jobs.config;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.candlemill.jobs.LiveOptions;
import dev.candlemill.jobs.SourceOptions.KafkaBarsOptions;
import dev.candlemill.jobs.SourceOptions.SimulatedOptions;
import dev.candlemill.kafka.BarsStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveArgumentsTest {

    private static final String POSTGRES = "--postgres-url=jdbc:postgresql://db/market";

    @TempDir private Path folder;

    @Test
    void followsTheSimulatedMarketInRealTimeUnlessItIsToldOtherwise() throws Exception {
        LiveOptions options = read(POSTGRES).options();

        assertThat(options.run().jobId()).isEqualTo("live");
        assertThat(options.run().source()).isInstanceOf(SimulatedOptions.class);
        assertThat(options.run().sinks().postgres()).isPresent();
        assertThat(options.since()).isEmpty();
        assertThat(options.pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.market().speed()).isEqualTo(1);
    }

    @Test
    void runsTheMarketFasterFromATimeOnUntilAnother() throws Exception {
        LiveOptions options =
                read(
                                POSTGRES,
                                "--speed",
                                "60",
                                "--market-time",
                                "2026-01-02T14:20:00Z",
                                "--market-until=2026-01-05T21:01:00Z")
                        .options();

        assertThat(options.market())
                .isEqualTo(
                        new LiveOptions.MarketOptions(
                                Optional.of(Instant.parse("2026-01-02T14:20:00Z")),
                                Optional.of(Instant.parse("2026-01-05T21:01:00Z")),
                                60));
    }

    @Test
    void readsBarsFromKafkaWithTheGraceOfSourcesThatSend() throws Exception {
        LiveOptions options =
                read(
                                POSTGRES,
                                "--source=kafka",
                                "--kafka-bootstrap=k:9092",
                                "--from-offset=earliest",
                                "--forming=off")
                        .options();

        assertThat(options.run().source())
                .isInstanceOfSatisfying(
                        KafkaBarsOptions.class,
                        topic -> {
                            assertThat(topic.broker().bootstrap()).isEqualTo("k:9092");
                            assertThat(topic.start()).isEqualTo(new BarsStart.Earliest());
                            assertThat(topic.catchUp()).isEqualTo(Duration.ofSeconds(30));
                        });
        assertThat(options.run().timing().grace()).isEqualTo(5_000);
        assertThat(options.run().sinks().kafka()).isEmpty();
        assertThat(options.forming()).isEmpty();
    }

    @Test
    void someSymbolsMayComeFromATopicAndTheOthersBeAskedFor() throws Exception {
        LiveOptions options =
                read(
                                POSTGRES,
                                "--symbols=XNAS:AAPL",
                                "--topic-symbols=CRYPTO:BTCUSD,CRYPTO:ETHUSD",
                                "--kafka-bootstrap=k:9092")
                        .options();

        assertThat(options.run().source()).isInstanceOf(SimulatedOptions.class);
        assertThat(options.topic())
                .hasValueSatisfying(
                        topic ->
                                assertThat(topic.symbols())
                                        .containsExactlyInAnyOrder(
                                                "CRYPTO:BTCUSD", "CRYPTO:ETHUSD"));
        assertThat(options.run().timing().grace()).as("that of polled bars").isEqualTo(60_000);
    }

    @Test
    void eachSymbolHasOneSource() {
        String broker = "--kafka-bootstrap=k:9092";
        assertThat(problems(POSTGRES, broker, "--symbols=A,B,C", "--topic-symbols=B,D"))
                .containsExactly(
                        "kafka.symbols: found \"B,D\" in flag --topic-symbols, expected symbols that"
                                + " are not polled, too: symbols has [B]");
        assertThat(problems(POSTGRES, broker, "--source=kafka", "--topic-symbols=D"))
                .singleElement(as(STRING))
                .contains("expected none, since all bars come from the topic");
        assertThat(problems(POSTGRES, "--topic-symbols=D"))
                .singleElement(as(STRING))
                .startsWith("kafka.bootstrap: found nothing");
    }

    @Test
    void aSymbolKeepsItsSourceWhenAJobGoesOn() throws Exception {
        String checkpoints = "--checkpoint-dir=" + folder.toUri();
        String broker = "--kafka-bootstrap=k:9092";
        read(POSTGRES, broker, checkpoints, "--topic-symbols=A,B").memory().remember();
        Path checkpoint = folder.resolve("live/0a1b/chk-7");
        Files.createDirectories(checkpoint);
        Files.writeString(checkpoint.resolve("_metadata"), "x");

        assertThat(problems(POSTGRES, broker, checkpoints, "--resume", "--topic-symbols=B,A"))
                .isEmpty();
        assertThat(problems(POSTGRES, broker, checkpoints, "--resume", "--topic-symbols=B"))
                .containsExactly(
                        "kafka.symbols: found \"B\" in flag --topic-symbols, expected [A, B], as when"
                                + " the checkpoint was written: start without --resume to move symbols"
                                + " to another source");
    }

    @Test
    void needsABrokerToReadFrom() {
        assertThat(problems(POSTGRES, "--source=kafka"))
                .containsExactly(
                        "kafka.bootstrap: found nothing in --kafka-bootstrap, CANDLEMILL_KAFKA_BOOTSTRAP"
                                + " or a file, expected host:port, more separated by commas");
        assertThat(problems(POSTGRES, "--source=kafka", "--sink=postgres,kafka")).hasSize(1);
    }

    @Test
    void reportsAllMistakesAtOnce() {
        assertThat(
                        problems(
                                "--source",
                                "file",
                                "--sink",
                                "kafka",
                                "--speed",
                                "0",
                                "--from",
                                "2025-01-01"))
                .containsExactlyInAnyOrder(
                        "simulated.speed: found \"0\" in flag --speed, expected a number above 0, at"
                                + " most 100000",
                        "--from: found \"--from\" in flags, expected a flag of this command, not"
                                + " another's",
                        "source.kind: found \"file\" in flag --source, expected simulated or kafka:"
                                + " the others end",
                        "sinks: found \"kafka\" in flag --sink, expected postgres or postgres,kafka: a"
                                + " live job continues what Postgres holds, and CSV files are written"
                                + " when a run ends",
                        "kafka.bootstrap: found nothing in --kafka-bootstrap, CANDLEMILL_KAFKA_BOOTSTRAP"
                                + " or a file, expected host:port, more separated by commas");
    }

    @Test
    void resumesFromTheSavepointThatStoppedIt() throws Exception {
        String checkpoints = "--checkpoint-dir=" + folder.toUri();
        read(POSTGRES, checkpoints, "--speed", "60").memory().remember();
        Path savepoint = folder.resolve("live/stopped/savepoint-0a1b-2c3d");
        Files.createDirectories(savepoint);
        Files.writeString(savepoint.resolve("_metadata"), "x");

        LiveOptions resumed = read(POSTGRES, checkpoints, "--resume").options();

        assertThat(resumed.market().speed()).isEqualTo(60);
        assertThat(resumed.run().execution().restoreFrom())
                .hasValueSatisfying(path -> assertThat(path).endsWith("/savepoint-0a1b-2c3d"));
    }

    private static LiveArguments read(String... flags) throws ConfigException {
        return LiveArguments.parse(flags, new Surroundings(Map.of(), Arguments.NOON, Map.of()));
    }

    private static List<String> problems(String... flags) {
        try {
            read(flags);
            return List.of();
        } catch (ConfigException e) {
            List<String> problems = new ArrayList<>();
            e.problems().forEach(problem -> problems.add(problem.toString()));
            return problems;
        }
    }
}
