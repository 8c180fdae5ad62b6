package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.kafka.KafkaTopic;
import dev.candlemill.kafka.TopicState;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import dev.candlemill.postgres.Leases;
import dev.candlemill.postgres.RunLease;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A live job after a backfill, after a crash and after a stop, against one that never paused. */
class LiveJobIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(2);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final String BEGIN = "2025-01-02T00:00:00Z";

    /**
     * No candle closes in the minutes after it, and every late bar from before the cuts is there.
     */
    private static final Instant END = Instant.parse("2025-04-12T04:02:10Z");

    private static final int CUTS = Integer.getInteger("candlemill.live.cuts", 1);

    private static final List<String> MARKET =
            List.of(
                    "--source=simulated",
                    "--seed=7",
                    "--symbols=XNYS:ONE,XTKS:TWO,CRYPTO:THREE",
                    "--strategies=sma_cross(5,20),rsi(14,40,60),bollinger(20,2)",
                    "--strategy-timeframes=15m,1h,1d");

    private static final List<String> DISORDER =
            List.of(
                    "--set=simulated.late=0.004",
                    "--set=simulated.duplicate=0.004",
                    "--set=simulated.revised=0.003",
                    "--set=simulated.bad=0.005",
                    "--set=simulated.outages=0.01");

    private static final List<String> KAFKA =
            List.of("--sink=postgres,kafka", "--set=kafka.timeframes=15m,1h,1d");

    @TempDir private Path folder;

    @BeforeEach
    void emptyTables() throws Exception {
        POSTGRES.execute(
                "TRUNCATE candles, candle_revisions, strategy_signals, rejected_rows, backfill_jobs,"
                        + " fold_snapshots, symbol_progress, live_counts CASCADE");
    }

    @Test
    void liveAfterABackfillIsOneBackfill() throws Exception {
        List<String> tidy = with(MARKET, "--set=simulated.duplicate=0.01");
        backfill(tidy, END);
        List<String> oneRun = live(tidy).dump();
        assertThat(oneRun).hasSizeGreaterThan(10_000);
        emptyTables();

        backfill(tidy, Instant.parse("2025-03-04T17:42:00Z"));
        live(tidy).stopAt(END);

        assertThat(live(tidy).dump()).isEqualTo(oneRun);
    }

    @Test
    void theCutDoesNotMatterWhateverComesLate() throws Exception {
        List<String> oneCut = backfillAndLive(Instant.parse("2025-02-07T10:02:00Z"));
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < CUTS; i++) {
            Instant cut =
                    Instant.parse("2025-02-08T00:00:00Z").plusSeconds(random.nextInt(2_000_000));

            assertThat(backfillAndLive(cut)).as("cut at " + cut).isEqualTo(oneCut);
        }
    }

    /** Tables, and what the topics say in the end. */
    private List<String> backfillAndLive(Instant cut) throws Exception {
        emptyTables();
        EmbeddedKafkaFixture kafka = EmbeddedKafkaFixture.shared();
        String prefix = "cut-" + cut.getEpochSecond();
        List<String> market = with(with(MARKET, DISORDER), KAFKA);
        market.add("--set=kafka.bootstrap=" + kafka.bootstrapServers());
        market.add("--set=kafka.prefix=" + prefix);
        backfill(market, cut);
        LiveRun live = live(market);
        live.stopAt(END);
        List<String> dump = live.dump();
        for (KafkaTopic topic : List.of(KafkaTopic.CANDLES, KafkaTopic.SIGNALS)) {
            Collection<String> newest = TopicState.newest(kafka.read(topic.name(prefix)));
            assertThat(newest).hasSizeGreaterThan(100);
            dump.addAll(newest);
        }
        return dump;
    }

    @Test
    void crashesAndStopsLeaveNoTrace() throws Exception {
        LiveRun live = live(with(MARKET, DISORDER));
        live.stopAt(END, "--since=" + BEGIN);
        List<String> oneRun = live.dump();
        emptyTables();

        live.crashOnTheWayTo(END, Instant.parse("2025-01-20T00:00:00Z"), "--since=" + BEGIN);
        live.stopAt(Instant.parse("2025-02-28T15:33:10Z"));
        live.crashOnTheWayTo(END, Instant.parse("2025-03-20T00:00:00Z"));
        live.stopAt(END);

        assertThat(live.dump()).isEqualTo(oneRun);
    }

    @Test
    void countsOfALiveJobAreThoseOfItsStateOverCrashesAndStops() throws Exception {
        LiveRun live = live(with(with(MARKET, DISORDER), "--speed=0.001"));
        String since = "--since=2025-03-01T00:00:00Z";
        live.stopAt(END, since);
        List<String> oneRun = counts("true");
        assertThat(oneRun).hasSize(3);
        assertThat(counts("least(accepted, duplicate, corrected, late + rejected) = 0")).isEmpty();
        emptyTables();

        live.crashOnTheWayTo(END, Instant.parse("2025-03-10T00:00:00Z"), since);
        live.crashOnTheWayTo(END, Instant.parse("2025-03-24T00:00:00Z"), "--resume");
        assertThat(counts("bars_in > 1000")).hasSize(3);
        assertThat(counts("bars_in <> accepted + duplicate + late + rejected")).isEmpty();
        live.stopAt(END, "--resume");

        assertThat(counts("true")).isEqualTo(oneRun);
        assertThat(counts("bars_in <> accepted + duplicate + late + rejected")).isEmpty();
        assertThat(POSTGRES.count("backfill_jobs")).isZero();
    }

    private static List<String> counts(String condition) throws Exception {
        return POSTGRES.query(
                "SELECT symbol, bars_in, accepted, duplicate, corrected, late, rejected,"
                        + " rejected_by_reason, first_bar, last_bar FROM live_counts WHERE "
                        + condition
                        + " ORDER BY symbol");
    }

    @Test
    void aSecondLiveJobIsRefused() throws Exception {
        RunLease.Claim other = new RunLease.Claim(RunLease.Holder.LIVE, "live", "process 7");
        try (RunLease held = RunLease.take(POSTGRES.settings(), other)) {
            assertThatThrownBy(() -> live(MARKET).stopAt(END))
                    .isInstanceOf(PreflightException.class)
                    .hasMessageStartingWith(
                            "live job live (process 7) writes to this database since ");
            assertThat(held.lease().name()).isEqualTo("live");
        }
    }

    @Test
    void whoLosesTheLeaseStopsAndIsNotRestarted() throws Exception {
        Instant early = Instant.parse("2025-01-06T00:00:00Z");
        assertThatThrownBy(
                        () ->
                                live(MARKET)
                                        .untilItFails(
                                                END,
                                                early,
                                                () ->
                                                        Leases.acquire(
                                                                POSTGRES.settings(),
                                                                "live",
                                                                "another",
                                                                "process 9")))
                .hasStackTraceContaining("the lease \"live\" of epoch")
                .hasStackTraceContaining("run another (process 9) holds epoch");
    }

    private LiveRun live(List<String> arguments) {
        return new LiveRun(POSTGRES, folder, arguments);
    }

    private void backfill(List<String> arguments, Instant to) throws Exception {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(
                List.of(
                        "--from=" + BEGIN,
                        "--to=" + to,
                        "--set=postgres.url=" + POSTGRES.settings().url(),
                        "--set=postgres.user=" + POSTGRES.settings().user(),
                        "--parallelism=2"));
        BackfillRun.run(BackfillRun.options(folder, all.toArray(new String[0])));
    }

    private static List<String> with(List<String> arguments, String more) {
        return with(arguments, List.of(more));
    }

    private static List<String> with(List<String> arguments, List<String> more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(more);
        return all;
    }
}
