package dev.candlemill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.kafka.KafkaTopic;
import dev.candlemill.kafka.KafkaTopics;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import dev.candlemill.postgres.SetupDraft;
import dev.candlemill.postgres.TradingSetups;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A live job that reads its bars from a topic. */
class LiveKafkaIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(2);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Instant BEGIN = Instant.parse("2025-02-03T00:00:00Z");
    private static final Instant END = Instant.parse("2025-04-12T04:00:00Z");

    private static final List<String> MARKET =
            List.of("--seed=7", "--symbols=XNYS:ONE,XTKS:TWO,CRYPTO:THREE");

    private static final List<String> STRATEGIES =
            List.of(
                    "--strategies=sma_cross(5,20),rsi(14,40,60),bollinger(20,2)",
                    "--strategy-timeframes=15m,1h,1d");

    @TempDir private Path folder;
    private EmbeddedKafkaFixture kafka;
    private String prefix;
    private JobClient running;

    @BeforeEach
    void emptyTablesAndATopicOfItsOwn(TestInfo test) throws Exception {
        kafka = EmbeddedKafkaFixture.shared();
        prefix = test.getTestMethod().orElseThrow().getName();
        KafkaTopics.prepare(
                KafkaSettings.of(kafka.bootstrapServers(), "test", 0).withPrefix(prefix),
                Set.of(KafkaTopic.BARS));
        emptyTables();
    }

    @AfterEach
    void cancel() throws Exception {
        if (running != null) {
            running.cancel().get();
            running = null;
        }
    }

    private static void emptyTables() throws Exception {
        POSTGRES.execute(
                "TRUNCATE candles, candle_revisions, strategy_signals, rejected_rows, backfill_jobs,"
                        + " fold_snapshots, symbol_progress, trading_setups, live_counts CASCADE");
    }

    @Test
    void barsOfATopicAfterABackfillAreOneBackfill() throws Exception {
        assertIsOneBackfill(live(List.of("XNYS:ONE", "XTKS:TWO", "CRYPTO:THREE")));
    }

    @Test
    void symbolsOfATopicBesidePolledOnesAreOneBackfill() throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--seed=7",
                                "--symbols=XNYS:ONE",
                                "--topic-symbols=XTKS:TWO,CRYPTO:THREE"));
        arguments.addAll(STRATEGIES);
        arguments.addAll(topicArguments());
        assertIsOneBackfill(new LiveRun(POSTGRES, folder, arguments), "--resume");

        assertThat(
                        POSTGRES.query(
                                "SELECT settings ->> 'kafka.symbols' FROM job_leases"
                                        + " WHERE name = 'live'"))
                .containsExactly("XTKS:TWO,CRYPTO:THREE");
    }

    /**
     * All bars are in the topic; who polls XNYS:ONE must not read it there, too.
     *
     * @param more that the second of two live jobs is told
     */
    private void assertIsOneBackfill(LiveRun live, String... more) throws Exception {
        backfill(END);
        List<String> oneRun = live.dump();
        assertThat(oneRun).hasSizeGreaterThan(10_000);
        emptyTables();

        Instant cut = Instant.parse("2025-03-05T17:42:00Z");
        Instant stop = Instant.parse("2025-03-24T15:31:00Z");
        backfill(cut);
        try (BarTopic topic = topic()) {
            topic.sendAll(barsBetween(cut.minus(Duration.ofDays(2)), stop));
            live.stopAt(stop);
            topic.sendAll(barsBetween(stop, END));
            live.stopAt(END.plusSeconds(130), more);
        }

        List<String> dump = live.dump();
        assertThat(minus(oneRun, dump)).as("missing").isEmpty();
        assertThat(minus(dump, oneRun)).as("of no use").isEmpty();
        assertThat(dump).isEqualTo(oneRun);
    }

    @Test
    void whatIsNoBarIsRejectedWithItsPlaceAndTheOthersGoOn() throws Exception {
        List<String> places;
        try (BarTopic topic = topic()) {
            topic.send("CRYPTO:A", BarTopic.json("CRYPTO:A", "2025-07-15T14:00:00Z", 5));
            topic.send("CRYPTO:A", "{");
            topic.send("CRYPTO:A", null);
            topic.send(
                    "CRYPTO:A",
                    BarTopic.json("CRYPTO:A", "2025-07-15T14:05:00Z", 5).replace("5.0", "\"5\""));
            topic.send("CRYPTO:A", BarTopic.json("CRYPTO:A", "2025-07-15T14:05:00Z", Double.NaN));
            topic.send("CRYPTO:A", BarTopic.json("CRYPTO:A", "2025-07-16T14:05:00Z", 5));
            topic.send("CRYPTO:A", BarTopic.json("CRYPTO:A", "2025-07-15T14:06:00Z", 5));
            topic.send(null, BarTopic.json("'; DROP TABLE candles --", "2025-07-15T14:06:00Z", 5));
            topic.send("CRYPTO:A", "x".repeat(100_000));
            topic.send("CRYPTO:A", BarTopic.json("CRYPTO:A", "2025-07-15T14:05:00Z", 6));
            places = topic.await();
        }
        try (Live live = start("2025-07-15T14:10:01Z")) {
            awaitCount("SELECT count(*) FROM rejected_rows", 8);
            awaitCount("SELECT count(*) FROM candles WHERE timeframe = '5m' AND close > 4", 2);
        }
        assertThat(
                        POSTGRES.query(
                                "SELECT place || ' ' || reason || ' ' || symbol FROM rejected_rows"
                                        + " ORDER BY length(place), place"))
                .containsExactlyInAnyOrder(
                        places.get(1) + " unparsable CRYPTO:A",
                        places.get(2) + " no_value CRYPTO:A",
                        places.get(3) + " wrong_type CRYPTO:A",
                        places.get(4) + " not_finite CRYPTO:A",
                        places.get(5) + " future CRYPTO:A",
                        places.get(6) + " off_grid CRYPTO:A",
                        places.get(7) + " bad_symbol ?",
                        places.get(8) + " too_large CRYPTO:A");
        assertThat(POSTGRES.query("SELECT count(*) FROM candles WHERE timeframe = '1h'"))
                .as("a bar from the future closes nothing")
                .containsExactly("0");
    }

    @Test
    void theSessionsLastCandlesAreFinalWithoutAnotherBar() throws Exception {
        try (BarTopic topic = topic()) {
            for (String bar : List.of("19:35", "19:40", "19:45", "19:50")) {
                topic.send("XNYS:A", BarTopic.json("XNYS:A", "2025-07-15T" + bar + ":00Z", 5));
            }
            topic.await();
        }
        try (Live live = start("2025-07-15T19:59:50Z")) {
            awaitCount("SELECT count(*) FROM candles WHERE timeframe = '5m'", 4);
            assertThat(live.marketTime()).isBefore("2025-07-15T20:00:05Z");
            assertThat(count("SELECT count(*) FROM candles WHERE timeframe = '1d'")).isZero();

            awaitCount("SELECT count(*) FROM candles WHERE timeframe IN ('30m', '1h', '1d')", 3);
            assertThat(live.marketTime()).isAfter("2025-07-15T20:00:05Z");
        }
        assertThat(
                        POSTGRES.query(
                                "SELECT bar_count || '/' || expected_bar_count FROM candles"
                                        + " WHERE timeframe IN ('30m', '1d') ORDER BY timeframe"))
                .containsExactly("4/78", "4/6");
    }

    @Test
    void stoppingFinalisesNothingEvenDrained() throws Exception {
        try (BarTopic topic = topic()) {
            topic.send("XNYS:A", BarTopic.json("XNYS:A", "2025-07-15T14:00:00Z", 5));
            topic.send("XNYS:A", BarTopic.json("XNYS:A", "2025-07-15T14:05:00Z", 5));
            topic.await();
        }
        LiveOptions options =
                options("2025-07-15T14:12:00Z", "--checkpoint-interval=1h"); // none before the last
        try (Live live = new Live(options, BackfillProgress.SILENT)) {
            JobClient job = live.start();
            awaitCount("SELECT count(*) FROM candles WHERE timeframe = '5m'", 2);
            job.stopWithSavepoint(
                            true,
                            folder.resolve("drained").toUri().toString(),
                            SavepointFormatType.CANONICAL)
                    .get(60, TimeUnit.SECONDS);
        }
        assertThat(POSTGRES.query("SELECT timeframe FROM candles ORDER BY timeframe"))
                .containsExactly("10m", "5m", "5m");
        assertThat(POSTGRES.query("SELECT symbol, bars_in FROM live_counts"))
                .containsExactly("XNYS:A|2");
    }

    @Test
    void aCandleThatWasOpenIsWholeAlthoughAllStateIsLost() throws Exception {
        try (BarTopic topic = topic()) {
            for (String minute : List.of("14:00", "14:01", "14:02")) {
                topic.send("CRYPTO:A", minute(minute));
            }
            topic.await();
            try (Live live = start("2025-07-15T14:03:10Z")) {
                awaitCount("SELECT count(*) FROM symbol_progress", 1);
                cancel();
            }
            topic.send("CRYPTO:A", minute("14:03"));
            topic.send("CRYPTO:A", minute("14:04"));
            topic.await();
        }
        try (Live live = start("2025-07-15T14:05:01Z")) {
            awaitCount("SELECT count(*) FROM candles WHERE timeframe = '5m'", 1);
        }
        assertThat(
                        POSTGRES.query(
                                "SELECT input_count, is_complete FROM candles"
                                        + " WHERE timeframe = '5m' AND open_time ="
                                        + " '2025-07-15T14:00:00Z'"))
                .containsExactly("5|t");
    }

    private static String minute(String time) {
        return BarTopic.json("CRYPTO:A", "2025-07-15T" + time + ":00Z", 5)
                .replace("\"5m\"", "\"1m\"");
    }

    @Test
    void chartsSeeCandlesThatAreFormingAndTheTablesDoNot() throws Exception {
        try (BarTopic topic = topic()) {
            topic.send("XNYS:A", BarTopic.json("XNYS:A", "2025-07-15T14:00:00Z", 5));
            String forming = BarTopic.json("XNYS:A", "2025-07-15T14:05:00Z", 7);
            topic.await();
            try (Live live = start("2025-07-15T14:06:00Z", "--sink=postgres,kafka")) {
                awaitCount("SELECT count(*) FROM candles WHERE timeframe = '5m'", 1);
                topic.send("XNYS:A", forming.replace("}", ",\"final\":false}"));
                topic.await();
                await().until(() -> shown("1h").contains("\"close\":7.0"));
            }
        }
        assertThat(shown("5m")).contains("\"open_time\":\"2025-07-15T14:05:00Z\"");
        assertThat(shown("1h")).contains("\"schema\":\"market.forming.v1\"", "\"final\":false");
        assertThat(POSTGRES.query("SELECT timeframe, close FROM candles")).containsExactly("5m|5");
        assertThat(kafka.read(prefix + ".market.candles.v1")).hasSize(1);
    }

    @Test
    void setupsComeAndGoWhileItRunsAlsoBeforeASymbolsFirstBar() throws Exception {
        TradingSetups setups =
                new TradingSetups(POSTGRES.settings("candlemill_api"), SetupDraft.Rules.FORM_ONLY);
        try (BarTopic topic = topic();
                Live live = start("2025-07-15T15:00:01Z")) {
            add(setups, "early", "CRYPTO:A");
            sendFallingAndRising(topic, "CRYPTO:A", "13");
            awaitCount("SELECT count(*) FROM strategy_signals WHERE setup = 'early'", 1);

            add(setups, "joined", "CRYPTO:A");
            awaitCount("SELECT count(*) FROM strategy_signals WHERE setup = 'joined'", 1);
            setups.remove("early");
            setups.pause("joined", "");
            add(setups, "last", "CRYPTO:A");
            awaitCount("SELECT count(*) FROM strategy_signals WHERE setup = 'last'", 1);

            sendFallingAndRising(topic, "CRYPTO:A", "14");
            awaitCount("SELECT count(*) FROM strategy_signals WHERE setup = 'last'", 3);
            assertThat(live.marketTime()).isAfter("2025-07-15T15:00:00Z");
        }
        assertThat(
                        POSTGRES.query(
                                "SELECT setup, count(*) FROM strategy_signals WHERE setup IN"
                                        + " ('early', 'joined', 'last') GROUP BY setup ORDER BY setup"))
                .containsExactly("early|1", "joined|1", "last|3");
    }

    private static void add(TradingSetups setups, String id, String symbol) throws Exception {
        setups.add(new SetupDraft(id, symbol, List.of("5m"), List.of(), List.of("sma_cross(2,3)")));
    }

    /** A cross up; one down before it where prices were higher. */
    private static void sendFallingAndRising(BarTopic topic, String symbol, String hour)
            throws Exception {
        int minute = 0;
        for (double price : new double[] {5, 5, 5, 4, 3, 3, 4, 5, 6, 6, 6, 6}) {
            String time = "2025-07-15T%s:%02d:00Z".formatted(hour, minute);
            topic.send(symbol, BarTopic.json(symbol, time, price));
            minute += 5;
        }
        topic.await();
    }

    /** The newest forming candle of XNYS:A. */
    private String shown(String timeframe) {
        String newest = "";
        for (ConsumerRecord<byte[], byte[]> shown : kafka.read(prefix + ".market.forming.v1")) {
            if (new String(shown.key(), UTF_8).equals("XNYS:A|" + timeframe)) {
                newest = new String(shown.value(), UTF_8);
            }
        }
        return newest;
    }

    /** Started, and cancelled when it is closed. */
    private Live start(String marketTime, String... more) throws Exception {
        Live live = new Live(options(marketTime, more), BackfillProgress.SILENT);
        running = live.start();
        return live;
    }

    private LiveOptions options(String marketTime, String... more) throws Exception {
        return live(List.of()).options(Instant.parse(marketTime), more);
    }

    private LiveRun live(List<String> symbols) {
        List<String> arguments = new ArrayList<>(List.of("--source=kafka"));
        arguments.addAll(topicArguments());
        arguments.addAll(STRATEGIES);
        if (!symbols.isEmpty()) {
            arguments.add("--symbols=" + String.join(",", symbols));
        }
        return new LiveRun(POSTGRES, folder, arguments);
    }

    private List<String> topicArguments() {
        return List.of(
                "--kafka-bootstrap=" + kafka.bootstrapServers(),
                "--kafka-prefix=" + prefix,
                "--set=kafka.catch-up=1s");
    }

    private BarTopic topic() {
        return new BarTopic(kafka.bootstrapServers(), prefix);
    }

    /** Those that close after a time, and not after another. */
    private List<BarTopic.Sent> barsBetween(Instant from, Instant to) throws Exception {
        Duration untilOpen = Duration.ofMinutes(-5).plusMillis(1);
        return BarTopic.barsOf(
                BackfillSource.provider(backfillOptions(END), END.toEpochMilli()),
                from.plus(untilOpen),
                to.plus(untilOpen));
    }

    private void backfill(Instant to) throws Exception {
        BackfillRun.run(backfillOptions(to));
    }

    private BackfillOptions backfillOptions(Instant to) throws Exception {
        List<String> all = new ArrayList<>(MARKET);
        all.addAll(STRATEGIES);
        all.addAll(
                List.of(
                        "--source=simulated",
                        "--from=" + BEGIN,
                        "--to=" + to,
                        "--set=postgres.url=" + POSTGRES.settings().url(),
                        "--set=postgres.user=" + POSTGRES.settings().user(),
                        "--parallelism=2"));
        return BackfillRun.options(folder, all.toArray(new String[0]));
    }

    private static List<String> minus(List<String> lines, List<String> others) {
        List<String> left = new ArrayList<>(lines);
        left.removeAll(Set.copyOf(others));
        return left;
    }

    private static void awaitCount(String query, int count) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> count(query) >= count);
    }

    private static int count(String query) throws Exception {
        return Integer.parseInt(POSTGRES.query(query).get(0));
    }
}
