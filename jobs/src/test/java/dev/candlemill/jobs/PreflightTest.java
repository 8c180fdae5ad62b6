package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.candlemill.jobs.config.LiveArguments;
import dev.candlemill.jobs.config.Surroundings;
import dev.candlemill.kafka.EmbeddedKafkaFixture;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import dev.candlemill.postgres.RunLease;
import dev.candlemill.postgres.RunLease.Holder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each thing that may be missing, on a real Postgres and a real broker, and all of them at once.
 */
class PreflightTest {

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final int PARALLELISM = 2;

    private static EmbeddedKafkaFixture kafka;

    @TempDir private Path folder;

    @BeforeAll
    static void broker() throws Exception {
        kafka = EmbeddedKafkaFixture.shared();
    }

    @Test
    void findsNothingMissingAndChangesNothing() throws Exception {
        BackfillOptions options = options("candlemill_job", "nothing", "postgres,kafka,csv");

        assertThatCode(() -> Preflight.check(options, Holder.LIVE, PARALLELISM))
                .doesNotThrowAnyException();

        assertThat(topics()).noneMatch(name -> name.startsWith("nothing."));
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(POSTGRES.count("job_leases WHERE name = 'live'")).isZero();
    }

    @Test
    void saysAllThatIsMissingAtOnce() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        BackfillOptions options =
                options(
                        "candlemill_read",
                        "all",
                        "postgres,kafka,csv",
                        "--output=" + file.resolve("out"),
                        "--set=kafka.bootstrap=127.0.0.1:1");

        PreflightException missing = refusal(options, 100);

        assertThat(missing.problems()).hasSize(4);
        assertThat(missing.problems().get(0))
                .startsWith("the role candlemill_read of jdbc:postgresql:")
                .contains("INSERT on candles", "INSERT on candle_revisions")
                .contains("EXECUTE on hold_lease(text,bigint)")
                .endsWith("use candlemill_job, or a member of it");
        assertThat(missing.problems().get(1))
                .startsWith("parallelism 100 needs up to 1004 connections")
                .contains("lower --parallelism or raise max_connections");
        assertThat(missing.problems().get(2)).startsWith("Kafka at 127.0.0.1:1: ");
        assertThat(missing.problems().get(3))
                .isEqualTo(
                        "csv.output "
                                + file.resolve("out")
                                + ": expected a folder, found that "
                                + file
                                + " is a file: name another one");
        assertThat(missing).hasMessageStartingWith("4 things are missing:\n- the role ");
    }

    @Test
    void refusesAnOlderSchemaAndADatabaseThatDoesNotAnswer() throws Exception {
        BackfillOptions options = options("candlemill_job", "older", "postgres");
        String newest = POSTGRES.query("SELECT max(version) FROM flyway_schema_history").get(0);
        POSTGRES.execute(
                "UPDATE flyway_schema_history SET version = '000' WHERE version = '"
                        + newest
                        + "'");
        try {
            assertThat(refusal(options, 1)).hasMessageEndingWith("run ./candlemill migrate");
        } finally {
            POSTGRES.execute(
                    "UPDATE flyway_schema_history SET version = '"
                            + newest
                            + "' WHERE version = '000'");
        }
        BackfillOptions nowhere =
                options(
                        "candlemill_job",
                        "older",
                        "postgres",
                        "--set=postgres.url=jdbc:postgresql://127.0.0.1:1/none");

        assertThat(refusal(nowhere, 100))
                .hasMessageStartingWith(
                        "cannot connect to jdbc:postgresql://127.0.0.1:1/none as candlemill_job");
    }

    @Test
    void refusesWhileAnotherLiveJobWrites() throws Exception {
        RunLease.Claim other = new RunLease.Claim(Holder.LIVE, "live", "process 7");
        try (RunLease held = RunLease.take(POSTGRES.settings(), other)) {
            assertThat(refusal(options("candlemill_job", "held", "postgres"), 1))
                    .hasMessageStartingWith(
                            "live job live (process 7) writes to this database since ");
            assertThat(held.lease().name()).isEqualTo("live");
        } finally {
            POSTGRES.execute("TRUNCATE job_leases");
        }
    }

    @Test
    void refusesTopicsThatWouldLoseRows() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(
                            List.of(
                                    topic("lossy.market.candles.v1", "delete"),
                                    topic("lossy.trading.signals.v1", "compact")))
                    .all()
                    .get();
        }
        BackfillOptions options =
                options("candlemill_job", "lossy", "kafka", "--set=kafka.partitions=2");

        assertThat(refusal(options, 1).problems())
                .containsExactly(
                        "topic lossy.market.candles.v1 at "
                                + kafka.bootstrapServers()
                                + ": expected cleanup.policy compact,delete, found delete, which"
                                + " forgets a candle's last state: set cleanup.policy=compact,delete",
                        "topic lossy.market.candles.v1 at "
                                + kafka.bootstrapServers()
                                + ": expected 2 partitions, found 1: add some, or ask for fewer",
                        "topic lossy.trading.signals.v1 at "
                                + kafka.bootstrapServers()
                                + ": expected cleanup.policy delete, found compact, which keeps one"
                                + " record of a key, and here each counts: set cleanup.policy=delete",
                        "topic lossy.trading.signals.v1 at "
                                + kafka.bootstrapServers()
                                + ": expected 2 partitions, found 1: add some, or ask for fewer");
    }

    @Test
    void warnsWhereNothingRemembersWhatWasSentToKafka() throws Exception {
        BackfillOptions alone = options("candlemill_job", "alone", "kafka");
        BackfillOptions withFiles = options("candlemill_job", "alone", "kafka,csv");
        List<String> warnings = new ArrayList<>();

        new BackfillSinks(withFiles, Optional.empty()).prepare(hearing(warnings));
        assertThat(warnings).isEmpty();
        new BackfillSinks(alone, Optional.empty()).prepare(hearing(warnings));

        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("nothing remembers what was sent to Kafka: every run sends all");
    }

    private static BackfillProgress hearing(List<String> warnings) {
        return new BackfillProgress() {
            @Override
            public void reading(long bytes, long ofBytes) {}

            @Override
            public void running(long bars) {}

            @Override
            public void warning(String message) {
                warnings.add(message);
            }
        };
    }

    /** Names that differ only by dots and underscores would share their metrics. */
    @Test
    void refusesTopicsThatTheBrokerWouldNotCreate() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(topic("clash_market_candles_v1", "delete"))).all().get();
        }

        assertThat(refusal(options("candlemill_job", "clash", "kafka"), 1))
                .hasMessageStartingWith(
                        "topic clash.market.candles.v1 at "
                                + kafka.bootstrapServers()
                                + " is missing and may not be created (")
                .hasMessageEndingWith(
                        "): allow it, or create it with cleanup.policy=compact,delete");
    }

    @Test
    void refusesTransactionsThatCannotHold() throws Exception {
        BackfillOptions tooShort = exactlyOnce("1m");
        assertThat(refusal(tooShort, 1))
                .hasMessageStartingWith(
                        "transaction timeout of 60000 ms: expected more than checkpoint interval plus");
        BackfillOptions tooLong = exactlyOnce("1h");
        assertThat(refusal(tooLong, 1))
                .hasMessage(
                        "transaction timeout of 3600000 ms: the broker's transaction.max.timeout.ms"
                                + " is 900000");
    }

    @Test
    void refusesCandlesThatWereMadeUnderAnotherCalendar() throws Exception {
        POSTGRES.execute(
                "INSERT INTO candles (symbol, timeframe, open_time, close_time, open, high, low,"
                        + " close, volume, content_hash, session_date, bar_count,"
                        + " expected_bar_count, input_count, revision, is_complete, source, job_id,"
                        + " job_version) VALUES ('XNAS:A', '1h', '2025-07-02T19:30:00Z',"
                        + " '2025-07-02T20:00:00Z', 1, 1, 1, 1, 1, 1, '2025-07-02', 6, 6, 6, 1,"
                        + " true, 'file', 'earlier', '1')");
        POSTGRES.execute(
                "INSERT INTO backfill_jobs (id, settings, job_version) VALUES ('earlier',"
                        + " '{\"venue\": \"XNYS\", \"session\": \"regular\", \"state\": \"x\"}', '1')");
        try {
            String symbols = "--symbols=XNAS:A,CRYPTO:ONE";
            BackfillOptions same = options("candlemill_job", "same", "postgres", symbols);
            assertThatCode(() -> Preflight.check(same, Holder.LIVE, 1)).doesNotThrowAnyException();

            BackfillOptions other =
                    options("candlemill_job", "other", "postgres", symbols, "--alignment=clock");
            assertThat(refusal(other, 1))
                    .hasMessage(
                            "candles of XNAS:A were made under another calendar: expected buckets"
                                    + " of XNAS CLOCK REGULAR, found 1h from 2025-07-02T19:30:00Z"
                                    + " to 2025-07-02T20:00:00Z by run earlier (session regular,"
                                    + " venue XNYS). Run with the same venue, alignment and"
                                    + " session, or use another database, or delete the candles of"
                                    + " these symbols first");
            assertThatThrownBy(() -> BackfillRun.run(fileOf("XNAS:A", "--alignment=clock")))
                    .isInstanceOf(PreflightException.class)
                    .hasMessageStartingWith("candles of XNAS:A were made under another calendar");
            assertThat(POSTGRES.count("backfill_jobs")).isEqualTo(1);
        } finally {
            POSTGRES.execute("TRUNCATE candles, backfill_jobs CASCADE");
        }
    }

    @Test
    void looksAtTheTopicsThatOnlyLiveJobsHave() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(
                            List.of(
                                    topic("live.market.bars.v1", "compact"),
                                    topic("live.market.forming.v1", "delete")))
                    .all()
                    .get();
        }
        assertThat(liveProblems("postgres,kafka", kafka.bootstrapServers()))
                .satisfiesExactly(
                        forming ->
                                assertThat(forming)
                                        .contains("live.market.forming.v1", "found delete"),
                        bars -> assertThat(bars).contains("live.market.bars.v1", "found compact"));
        assertThat(liveProblems("postgres", "127.0.0.1:1"))
                .singleElement(as(STRING))
                .startsWith("Kafka at 127.0.0.1:1: ");
    }

    private List<String> liveProblems(String sinks, String broker) throws Exception {
        String[] arguments = {
            "--sink=" + sinks,
            "--symbols=CRYPTO:ONE",
            "--topic-symbols=CRYPTO:TWO",
            "--kafka-bootstrap=" + broker,
            "--kafka-prefix=live",
            "--set=kafka.partitions=1",
            "--set=postgres.url=" + POSTGRES.settings().url(),
            "--set=postgres.user=candlemill_job",
            "--checkpoint-dir=" + folder.resolve("checkpoints").toUri()
        };
        Surroundings surroundings = new Surroundings(Map.of(), Clock.systemUTC(), Map.of());
        LiveOptions options = LiveArguments.parse(arguments, surroundings).options();
        return catchThrowableOfType(
                        PreflightException.class, () -> Preflight.check(options, PARALLELISM))
                .problems();
    }

    /** A run that knows its symbols from its file only. */
    private BackfillOptions fileOf(String symbol, String... more) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("bars.csv"),
                        "time,open,high,low,close,volume\n2025-07-02T13:30:00Z,1,1,1,1,1\n");
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(List.of("--input=" + file, "--symbol=" + symbol, "--venue=XNYS"));
        all.addAll(List.of("--sink=postgres", "--parallelism=1"));
        all.add("--set=postgres.url=" + POSTGRES.settings().url());
        all.add("--set=postgres.user=candlemill_job");
        return BackfillRun.options(folder, all.toArray(new String[0]));
    }

    private BackfillOptions exactlyOnce(String timeout) throws Exception {
        return options(
                "candlemill_job",
                "tx",
                "kafka",
                "--kafka-delivery=exactly-once",
                "--set=kafka.transaction-timeout=" + timeout);
    }

    private static PreflightException refusal(BackfillOptions options, int parallelism) {
        return catchThrowableOfType(
                PreflightException.class, () -> Preflight.check(options, Holder.LIVE, parallelism));
    }

    /** Settings of the sinks that are asked for; what is said in {@code more} comes instead. */
    private BackfillOptions options(String role, String prefix, String sinks, String... more)
            throws Exception {
        List<String> all = new ArrayList<>();
        all.add("--sink=" + sinks);
        if (sinks.contains("csv")) {
            all.add("--output=" + folder.resolve("out"));
        }
        if (sinks.contains("postgres")) {
            all.add("--set=postgres.url=" + POSTGRES.settings().url());
            all.add("--set=postgres.user=" + role);
        }
        if (sinks.contains("kafka")) {
            all.add("--set=kafka.bootstrap=" + kafka.bootstrapServers());
            all.add("--set=kafka.prefix=" + prefix);
        }
        for (String one : more) {
            all.removeIf(other -> key(other).equals(key(one)));
            all.add(one);
        }
        if (List.of(more).stream().noneMatch(one -> one.startsWith("--symbols="))) {
            all.add("--symbols=CRYPTO:ONE");
        }
        all.addAll(List.of("--source=simulated", "--from=2025-01-01", "--to=2025-02-01"));
        return BackfillRun.options(folder, all.toArray(new String[0]));
    }

    private static String key(String argument) {
        int from = argument.startsWith("--set=") ? "--set=".length() : 0;
        return argument.substring(0, argument.indexOf('=', from));
    }

    private static NewTopic topic(String name, String policy) {
        return new NewTopic(name, 1, (short) 1).configs(Map.of("cleanup.policy", policy));
    }

    private static List<String> topics() throws Exception {
        try (Admin admin = admin()) {
            return List.copyOf(admin.listTopics().names().get());
        }
    }

    private static Admin admin() {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
        return Admin.create(properties);
    }
}
