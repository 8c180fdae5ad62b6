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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A live job after a backfill, after a crash and after a stop, against one that never paused and
 * against one bounded run. {@code -Dcandlemill.live.cuts=20} cuts a year so many times instead of a
 * hundred days once.
 */
class LiveJobIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(2);

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final String BEGIN = "2025-01-02T00:00:00Z";

    private static final int CUTS = Integer.getInteger("candlemill.live.cuts", 1);

    /** No candle closes in the minutes after it. */
    private static final Instant END =
            Instant.parse(CUTS > 1 ? "2026-01-10T04:02:10Z" : "2025-04-12T04:02:10Z");

    /** Every late bar from before it has come by then. */
    private static final String DECIDED = CUTS > 1 ? "2026-01-01" : "2025-04-01";

    private static final String NO_END = "9999-01-01";

    private static final Pattern CLOSE_TIME = Pattern.compile("\"close_time\":\"([^\"]+)\"");

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

    /** What a live job writes. */
    private static final List<String> WRITTEN =
            List.of(
                    "candles",
                    "candle_revisions",
                    "strategy_signals",
                    "rejected_rows",
                    "symbol_progress",
                    "fold_snapshots",
                    "live_counts",
                    "job_leases");

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
        List<String> bounded = toKafka("bounded");
        backfill(bounded, END);
        List<String> oneRun = output(bounded, DECIDED);
        List<String> oneCut = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(4);
        Instant begin = Instant.parse(BEGIN);
        long seconds = Duration.between(begin, END).toSeconds();
        for (int i = 0; i <= CUTS; i++) {
            Instant cut = begin.plusSeconds(random.nextLong(seconds / 10, seconds));
            List<String> market = toKafka("cut-" + cut.getEpochSecond());
            emptyTables();
            backfill(market, cut);
            live(market).stopAt(END);

            assertThat(output(market, DECIDED))
                    .as("cut at " + cut + ": what one bounded run leaves")
                    .isEqualTo(oneRun);
            List<String> all = output(market, NO_END);
            assertThat(all).as("cut at " + cut).hasSizeGreaterThan(oneRun.size());
            oneCut = oneCut.isEmpty() ? all : oneCut;
            assertThat(all).as("cut at " + cut + ": what another cut leaves").isEqualTo(oneCut);
        }
    }

    private static List<String> toKafka(String prefix) throws Exception {
        List<String> market = with(with(MARKET, DISORDER), KAFKA);
        market.add("--set=kafka.bootstrap=" + EmbeddedKafkaFixture.shared().bootstrapServers());
        market.add("--set=kafka.prefix=" + prefix);
        return market;
    }

    /** Tables, and what the topics say in the end, of candles that close before a time. */
    private List<String> output(List<String> market, String end) throws Exception {
        List<String> output = live(market).dump("close_time < '" + end + "'");
        String prefix = market.get(market.size() - 1).replaceFirst(".*=", "");
        for (KafkaTopic topic : List.of(KafkaTopic.CANDLES, KafkaTopic.SIGNALS)) {
            Collection<String> newest =
                    TopicState.newest(EmbeddedKafkaFixture.shared().read(topic.name(prefix)));
            assertThat(newest).hasSizeGreaterThan(100);
            newest.stream()
                    .filter(record -> closeTime(record).compareTo(end) < 0)
                    .forEach(output::add);
        }
        return output;
    }

    private static String closeTime(String record) {
        Matcher closeTime = CLOSE_TIME.matcher(record);
        assertThat(closeTime.find()).as(record).isTrue();
        return closeTime.group(1);
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
    void aDatabaseThatLostItsLastCommitsIsContinuedFromWhatItHolds() throws Exception {
        LiveRun live = live(MARKET);
        live.stopAt(END, "--since=" + BEGIN);
        List<String> oneRun = live.dump();
        emptyTables();

        live.stopAt(Instant.parse("2025-03-04T17:42:00Z"), "--since=" + BEGIN);
        keepTables();
        live.stopAt(Instant.parse("2025-03-20T15:33:10Z"));
        failOver();
        live.stopAt(END);

        assertThat(live.dump()).isEqualTo(oneRun);
    }

    /** As a replica that lags behind has them. */
    private static void keepTables() throws Exception {
        for (String table : WRITTEN) {
            POSTGRES.execute("CREATE TABLE kept_" + table + " AS SELECT * FROM " + table);
        }
    }

    private static void failOver() throws Exception {
        POSTGRES.execute("TRUNCATE " + String.join(", ", WRITTEN) + " CASCADE");
        for (String table : WRITTEN) {
            POSTGRES.execute("INSERT INTO " + table + " SELECT * FROM kept_" + table);
            POSTGRES.execute("DROP TABLE kept_" + table);
        }
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
