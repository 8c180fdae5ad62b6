package dev.candlemill.benchmarks.latency;

import dev.candlemill.cli.embedded.EmbeddedKafkaBroker;
import dev.candlemill.cli.embedded.EmbeddedPostgresServer;
import dev.candlemill.jobs.BackfillProgress;
import dev.candlemill.jobs.Live;
import dev.candlemill.jobs.LiveOptions;
import dev.candlemill.jobs.config.LiveArguments;
import dev.candlemill.jobs.config.Surroundings;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.kafka.KafkaTopic;
import dev.candlemill.kafka.KafkaTopics;
import dev.candlemill.postgres.Password;
import dev.candlemill.postgres.PostgresSchema;
import dev.candlemill.postgres.PostgresSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.execution.JobClient;

/**
 * The live job as users run it, with Postgres and Kafka as its sinks, at-least-once and with a
 * checkpoint every ten seconds, on a cluster in this process and servers of its own.
 */
final class LiveBetweenTopics implements AutoCloseable {

    private static final String PREFIX = "latency";

    private final EmbeddedKafkaBroker kafka;
    private final EmbeddedPostgresServer postgres;
    private final Live live;
    private final JobClient job;

    private LiveBetweenTopics(
            EmbeddedKafkaBroker kafka, EmbeddedPostgresServer postgres, Live live, JobClient job) {
        this.kafka = kafka;
        this.postgres = postgres;
        this.live = live;
        this.job = job;
    }

    static LiveBetweenTopics start(List<String> symbols) throws Exception {
        Path folder = Files.createTempDirectory("candlemill-bench-latency");
        EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"));
        new PostgresSchema(
                        PostgresSettings.of(
                                postgres.url(), EmbeddedPostgresServer.OWNER, Password.none()))
                .migrate();
        EmbeddedKafkaBroker kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"));
        KafkaTopics.prepare(
                KafkaSettings.of(kafka.bootstrap(), "bench", 0).withPrefix(PREFIX),
                Set.of(KafkaTopic.BARS));
        Live live = new Live(options(folder, postgres, kafka, symbols), BackfillProgress.SILENT);
        return new LiveBetweenTopics(kafka, postgres, live, live.start());
    }

    /** The market stands long after the last bar, so that silence closes nothing meanwhile. */
    private static LiveOptions options(
            Path folder,
            EmbeddedPostgresServer postgres,
            EmbeddedKafkaBroker kafka,
            List<String> symbols)
            throws Exception {
        String[] arguments = {
            "--source=kafka",
            "--sink=postgres,kafka",
            "--symbols=" + String.join(",", symbols),
            "--strategies=" + BarSender.STRATEGY,
            "--strategy-timeframes=5m",
            "--timeframes=1h,1d",
            "--warm-up=defined",
            "--market-time=2027-12-31T00:00:00Z",
            "--set=kafka.from-offset=earliest",
            "--set=kafka.catch-up=1d",
            "--set=kafka.prefix=" + PREFIX,
            "--set=kafka.bootstrap=" + kafka.bootstrap(),
            "--set=postgres.url=" + postgres.url(),
            "--set=postgres.user=" + EmbeddedPostgresServer.OWNER,
            "--checkpoint-dir=" + folder.resolve("checkpoints").toUri(),
            "--parallelism=2"
        };
        return LiveArguments.parse(
                        arguments, new Surroundings(Map.of(), Clock.systemUTC(), Map.of()))
                .options();
    }

    BarSender sender(List<String> symbols, Pending pending) {
        return new BarSender(kafka.bootstrap(), PREFIX, symbols, pending);
    }

    SignalListener listener(Pending pending) {
        return SignalListener.start(kafka.bootstrap(), PREFIX, pending);
    }

    /**
     * @throws Exception why the job ended, if it has
     */
    void requireRunning() throws Exception {
        if (job.getJobStatus().get().isTerminalState()) {
            job.getJobExecutionResult().get();
            throw new IllegalStateException("the live job ended by itself");
        }
    }

    @Override
    public void close() throws Exception {
        job.cancel().get();
        live.close();
        kafka.close();
        postgres.close();
    }
}
