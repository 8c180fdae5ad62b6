package dev.candlemill.jobs;

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
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Timeframes that join a live job while it runs, against one bounded run that always had them. */
class LiveTimeframesIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(4);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Instant BEGIN = Instant.parse("2024-12-02T00:00:00Z");
    private static final Instant CUT = Instant.parse("2025-03-27T17:42:10Z");

    private static final Instant FIRST = Instant.parse("2025-04-10T15:02:10Z");

    /** Short after a close of all intraday candles: none is final while the test runs. */
    private static final Instant END = Instant.parse("2025-04-10T16:02:10Z");

    private static final String POLLED = "XNYS:ONE";
    private static final String PUSHED = "CRYPTO:THREE";
    private static final String TOPIC = "timeframes";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<String> MARKET = List.of("--source=simulated", "--seed=7");

    @TempDir private Path folder;

    @Test
    void whatJoinsComesOutAsIfItHadBeenThereFromTheStart() throws Exception {
        backfill(END, POLLED + "," + PUSHED, "--timeframes=15m,30m,1h,1d");
        List<String> polled = candles(POLLED, "2025-03-01");
        List<String> pushed = candles(PUSHED, "2025-03-01");
        POSTGRES.execute(
                "TRUNCATE candles, candle_revisions, fold_snapshots, symbol_progress, backfill_jobs"
                        + " CASCADE");

        backfill(CUT, POLLED + "," + PUSHED, "--timeframes=1h,1d");
        EmbeddedKafkaFixture kafka = EmbeddedKafkaFixture.shared();
        LiveRun live = besideATopic(kafka);
        try (BarTopic topic = new BarTopic(kafka.bootstrapServers(), TOPIC)) {
            topic.sendAll(bars(CUT, FIRST));
            live.stopAt(FIRST);
            topic.sendAll(bars(FIRST, END));
            try (Live running = new Live(live.options(END), BackfillProgress.SILENT)) {
                JobClient job = running.start();
                awaitCount("symbol_progress WHERE covered_until >= '2025-04-10T16:00:00Z'", 2);
                assertThat(POSTGRES.count("candles WHERE timeframe IN ('15m', '30m')")).isZero();
                track();
                awaitEqual(POLLED, polled);
                awaitEqual(PUSHED, pushed);
                job.cancel().get();
                await().atMost(PATIENCE).until(() -> job.getJobStatus().get().isTerminalState());
            }
            live.stopAt(END.plus(Duration.ofMinutes(5)));
        }
        awaitEqual(POLLED, polled);
        awaitEqual(PUSHED, pushed);
        assertThat(POSTGRES.count("strategy_signals WHERE timeframe = '30m'")).isPositive();
        assertThat(kafka.read(KafkaTopic.CANDLES.name(TOPIC)))
                .extracting(record -> new String(record.key()))
                .contains(POLLED + "|15m", POLLED + "|30m", PUSHED + "|15m", POLLED + "|1h")
                .doesNotContain(POLLED + "|5m", PUSHED + "|30m");
    }

    private static void track() throws Exception {
        for (String symbol : List.of(POLLED, PUSHED)) {
            POSTGRES.execute(
                    "INSERT INTO tracked_symbols (symbol, timeframes) VALUES ('%s', '{15m,1h}')"
                            .formatted(symbol));
        }
        new TradingSetups(POSTGRES.settings("candlemill_api"), SetupDraft.Rules.FORM_ONLY)
                .add(
                        new SetupDraft(
                                "mine",
                                POLLED,
                                List.of("30m"),
                                List.of(),
                                List.of("sma_cross(5,20)")));
    }

    private LiveRun besideATopic(EmbeddedKafkaFixture kafka) throws Exception {
        KafkaTopics.prepare(
                KafkaSettings.of(kafka.bootstrapServers(), "test", 0).withPrefix(TOPIC),
                Set.of(KafkaTopic.BARS));
        List<String> arguments = new ArrayList<>(MARKET);
        arguments.addAll(
                List.of(
                        "--symbols=" + POLLED,
                        "--topic-symbols=" + PUSHED,
                        "--timeframes=1h,1d",
                        "--sink=postgres,kafka",
                        "--kafka-bootstrap=" + kafka.bootstrapServers(),
                        "--kafka-prefix=" + TOPIC,
                        "--set=kafka.catch-up=1s"));
        return new LiveRun(POSTGRES, folder, arguments);
    }

    /** Those that close between the two. */
    private List<BarTopic.Sent> bars(Instant from, Instant to) throws Exception {
        List<String> all = new ArrayList<>(MARKET);
        all.addAll(List.of("--symbols=" + PUSHED, "--from=" + BEGIN, "--to=" + END));
        all.addAll(List.of("--sink=csv", "--output=" + folder));
        BackfillOptions market = BackfillRun.options(folder, all.toArray(new String[0]));
        Duration bar = Duration.ofMinutes(5);
        return BarTopic.barsOf(
                BackfillSource.provider(market, END.toEpochMilli()),
                from.minus(bar).plusMillis(1),
                to.minus(bar).plusMillis(1));
    }

    private void backfill(Instant to, String symbols, String timeframes) throws Exception {
        List<String> all = new ArrayList<>(MARKET);
        all.addAll(
                List.of(
                        "--symbols=" + symbols,
                        timeframes,
                        "--from=" + BEGIN,
                        "--to=" + to,
                        "--set=postgres.url=" + POSTGRES.settings().url(),
                        "--set=postgres.user=" + POSTGRES.settings().user(),
                        "--parallelism=2"));
        BackfillRun.run(BackfillRun.options(folder, all.toArray(new String[0])));
    }

    private static void awaitCount(String rows, long count) {
        await().atMost(PATIENCE).until(() -> POSTGRES.count(rows) == count);
    }

    /** Each symbol holds its open month, and those that a week reaches into. */
    private static void awaitEqual(String symbol, List<String> oneRun) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(candles(symbol, "2025-04-01")).isEqualTo(april(oneRun)));
    }

    private static List<String> april(List<String> oneRun) {
        return oneRun.stream().filter(row -> row.compareTo("2025-04-01") >= 0).toList();
    }

    private static List<String> candles(String symbol, String since) throws Exception {
        String timeframes = symbol.equals(POLLED) ? "'15m', '30m'" : "'15m'";
        return POSTGRES.query(
                "SELECT open_time, timeframe, content_hash, revision, is_complete, sma_20,"
                        + " ema_26, rsi_14, atr_14 FROM candles WHERE symbol = '%s' AND timeframe IN (%s)"
                                .formatted(symbol, timeframes)
                        + " AND open_time >= '%s' ORDER BY open_time, timeframe".formatted(since));
    }
}
