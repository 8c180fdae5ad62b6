package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candlemill.bar.Bar;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.BackfillResult.HandedOver;
import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.kafka.KafkaTopic;
import dev.candlemill.kafka.KafkaTopics;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import dev.candlemill.postgres.RunLease;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Backfills over months that a live job holds, against the same bars without one. */
class LiveHandoverIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(4);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final Instant BEGIN = Instant.parse("2024-12-02T00:00:00Z");

    /** In the middle of a session, of a day and of every candle longer than five minutes. */
    private static final Instant END = Instant.parse("2025-04-10T17:42:10Z");

    private static final List<String> STRATEGIES =
            List.of(
                    "--strategies=sma_cross(5,20),rsi(14,40,60),bollinger(20,2)",
                    "--strategy-timeframes=15m,1h,1d");

    private static final List<String> MARKET =
            List.of(
                    "--source=simulated",
                    "--seed=7",
                    "--symbols=XNYS:ONE,CRYPTO:THREE",
                    "--set=simulated.outages=0.05");

    /** In an old month, at a month's last and first minutes, in the open week, and just now. */
    private static final List<Bar> REPAIRS =
            List.of(
                    bar("2024-12-10T15:30:00Z", 108),
                    bar("2025-02-12T15:30:00Z", 91),
                    bar("2025-03-31T19:55:00Z", 112),
                    bar("2025-04-01T13:30:00Z", 97),
                    bar("2025-04-08T14:00:00Z", 130),
                    bar("2025-04-10T17:35:00Z", 88));

    private static final String TOPIC = "handover";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path folder;

    @BeforeEach
    void emptyTables() throws Exception {
        POSTGRES.execute(
                "TRUNCATE candles, candle_revisions, strategy_signals, rejected_rows, backfill_jobs,"
                        + " fold_snapshots, symbol_progress, bar_handovers CASCADE");
    }

    @Test
    void barsHandedToALiveJobAreAsGoodAsABackfillWithoutOne() throws Exception {
        List<String> unrepaired = marketUntilTheEnd(live());
        List<String> oneRun = repairedWithoutALiveJob();
        assertThat(oneRun).hasSizeGreaterThan(10_000).isNotEqualTo(unrepaired);
        emptyTables();

        assertThat(marketUntilTheEnd(live())).isEqualTo(unrepaired);
        handOverToAJobThatIsGone();
        takeAndCrash();
        try (Live running = started()) {
            JobClient job = running.start();
            repair("CRYPTO:THREE", REPAIRS);
            awaitNone("bar_handovers");
            running.stop(job);
        }

        assertThat(live().dump()).isEqualTo(oneRun);
    }

    /** One symbol is polled, the other comes from a topic. */
    @Test
    void symbolsOfATopicTakeThemToo() throws Exception {
        marketUntilTheEnd(live());
        List<String> oneRun = repairedWithoutALiveJob();
        emptyTables();

        EmbeddedKafkaFixture kafka = EmbeddedKafkaFixture.shared();
        LiveRun live = besideATopic(kafka, folder);
        try (BarTopic topic = new BarTopic(kafka.bootstrapServers(), TOPIC)) {
            List<BarTopic.Sent> bars = barsOf("CRYPTO:THREE");
            topic.sendAll(bars);
            marketUntilTheEnd(live);
            try (Live running = new Live(live.options(END), BackfillProgress.SILENT)) {
                JobClient job = running.start();
                repair("XNYS:ONE", REPAIRS);
                repair("CRYPTO:THREE", REPAIRS);
                topic.sendAll(bars.subList(bars.size() - 1, bars.size()));
                awaitNone("bar_handovers");
                running.stop(job);
            }
        }
        assertThat(live.dump()).isEqualTo(oneRun);
    }

    private static LiveRun besideATopic(EmbeddedKafkaFixture kafka, Path folder) throws Exception {
        KafkaTopics.prepare(
                KafkaSettings.of(kafka.bootstrapServers(), "test", 0).withPrefix(TOPIC),
                Set.of(KafkaTopic.BARS));
        List<String> arguments = new ArrayList<>(MARKET);
        arguments.replaceAll(a -> a.startsWith("--symbols=") ? "--symbols=XNYS:ONE" : a);
        arguments.addAll(STRATEGIES);
        arguments.addAll(
                List.of(
                        "--topic-symbols=CRYPTO:THREE",
                        "--kafka-bootstrap=" + kafka.bootstrapServers(),
                        "--kafka-prefix=" + TOPIC,
                        "--set=kafka.catch-up=1s"));
        return new LiveRun(POSTGRES, folder, arguments);
    }

    private List<BarTopic.Sent> barsOf(String symbol) throws Exception {
        List<String> all = new ArrayList<>(MARKET);
        all.addAll(List.of("--from=" + BEGIN, "--to=" + END, "--sink=csv", "--output=" + folder));
        BackfillOptions market = BackfillRun.options(folder, all.toArray(new String[0]));
        Instant closed = END.minus(Duration.ofMinutes(5)).plusMillis(1);
        return BarTopic.barsOf(BackfillSource.provider(market, END.toEpochMilli()), BEGIN, closed)
                .stream()
                .filter(bar -> bar.symbol().equals(symbol))
                .toList();
    }

    private List<String> repairedWithoutALiveJob() throws Exception {
        repair("XNYS:ONE", REPAIRS);
        repair("CRYPTO:THREE", REPAIRS);
        return live().dump();
    }

    private void handOverToAJobThatIsGone() throws Exception {
        RunLease.Claim claim = new RunLease.Claim(RunLease.Holder.LIVE, "gone", "process 7");
        try (RunLease live = RunLease.take(POSTGRES.settings(), claim)) {
            HandedOver handed = repair("XNYS:ONE", REPAIRS).handedOver().orElseThrow();
            assertThat(handed.bars()).isEqualTo(REPAIRS.size() - 1);
            assertThat(handed.live()).hasValue("gone");
            assertThat(live.lease().name()).isEqualTo("live");
        }
        await().atMost(PATIENCE)
                .until(
                        () ->
                                repair("XNYS:ONE", REPAIRS)
                                        .handedOver()
                                        .orElseThrow()
                                        .live()
                                        .isEmpty());
    }

    /** What it has taken may be in no checkpoint, and is removed from nowhere. */
    private void takeAndCrash() throws Exception {
        try (Live running = started()) {
            JobClient job = running.start();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(
                            () ->
                                    POSTGRES.count(
                                                    "candles WHERE source = 'file' AND job_id = 'live'")
                                            > 0);
            job.cancel().get();
            await().atMost(PATIENCE).until(() -> job.getJobStatus().get().isTerminalState());
        }
    }

    private static List<String> marketUntilTheEnd(LiveRun live) throws Exception {
        live.stopAt(END, "--since=" + BEGIN);
        return live.dump();
    }

    private Live started() throws Exception {
        return new Live(live().options(END), BackfillProgress.SILENT);
    }

    private LiveRun live() {
        List<String> arguments = new ArrayList<>(MARKET);
        arguments.addAll(STRATEGIES);
        return new LiveRun(POSTGRES, folder, arguments);
    }

    private BackfillResult repair(String symbol, List<Bar> bars) throws Exception {
        Path file = folder.resolve("in").resolve("repair.csv");
        BarFile.write(file, bars);
        List<String> all = new ArrayList<>(STRATEGIES);
        all.addAll(
                List.of(
                        "--input=" + file,
                        "--symbol=" + symbol,
                        "--symbols=" + symbol,
                        "--bar=5m",
                        "--venue=XNYS",
                        "--from=" + BEGIN,
                        "--to=" + END,
                        "--set=postgres.url=" + POSTGRES.settings().url(),
                        "--set=postgres.user=" + POSTGRES.settings().user(),
                        "--parallelism=1"));
        BackfillOptions options = BackfillRun.options(folder, all.toArray(new String[0]));
        BackfillResult result = new Backfill(options, BackfillProgress.SILENT).run();
        assertThat(result.counts().map(SymbolCounts::isBalanced)).hasValue(true);
        return result;
    }

    private static Bar bar(String openTime, double price) {
        return new Bar(
                Instant.parse(openTime).toEpochMilli(), price, price + 1, price - 1, price, 100);
    }

    private static void awaitNone(String rows) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> POSTGRES.count(rows) == 0);
    }
}
