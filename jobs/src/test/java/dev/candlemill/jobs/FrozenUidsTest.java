package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.LiveArguments;
import dev.candlemill.jobs.config.Surroundings;
import dev.candlemill.jobs.pipeline.CandlePipeline;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import dev.candlemill.postgres.JobStamp;
import dev.candlemill.postgres.Lease;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.postgres.PostgresSinkOptions;
import dev.candlemill.postgres.PostgresSinkOptions.WriteLimits;
import dev.candlemill.provider.simulated.SimulatedProvider;
import dev.candlemill.provider.simulated.SimulatedSettings;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.MarketClock;
import dev.candlemill.source.ProviderSource;
import dev.candlemill.source.ProviderSourceOptions;
import dev.candlemill.wire.Uids;
import dev.candlemill.wire.WireTypes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A savepoint finds its operators by uid: a list that must change breaks those of users. */
class FrozenUidsTest {

    @RegisterExtension
    private static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final List<String> OF_BACKFILLS =
            List.of(
                    "Sink Committer: kafka-candles",
                    "Sink Committer: kafka-late",
                    "Sink Committer: kafka-rejected",
                    "Sink Committer: kafka-signals",
                    "bars",
                    "candles",
                    "csv-candle-runs",
                    "csv-candles",
                    "csv-late",
                    "csv-late-runs",
                    "csv-rejected",
                    "csv-rejected-runs",
                    "csv-signal-runs",
                    "csv-signals",
                    "kafka-candle-records",
                    "kafka-candles",
                    "kafka-late",
                    "kafka-late-records",
                    "kafka-rejected",
                    "kafka-rejected-records",
                    "kafka-signal-records",
                    "kafka-signals",
                    "postgres-candles",
                    "postgres-late",
                    "postgres-rejected",
                    "postgres-reports",
                    "postgres-signals",
                    "postgres-snapshots",
                    "postgres-stopped",
                    "validate");

    /** Under which a live job looks how far its symbols are settled. */
    @BeforeAll
    static void lease() throws Exception {
        POSTGRES.execute(
                "INSERT INTO job_leases (name, epoch, holder, job_id)"
                        + " VALUES ('bounded', 1, 'this test', 'job')");
    }

    @Test
    void theWholeDataflowKeepsItsUids() throws Exception {
        assertThat(uids()).containsExactlyElementsOf(OF_BACKFILLS);
    }

    @Test
    void theWholeDataflowOfLiveJobsKeepsItsUids() throws Exception {
        Set<String> uids = uidsOfLiveJob("--source=simulated", "--topic-symbols=XNAS:SENT");
        assertThat(uids)
                .containsExactly(
                        "Sink Committer: kafka-candles",
                        "Sink Committer: kafka-forming",
                        "Sink Committer: kafka-late",
                        "Sink Committer: kafka-rejected",
                        "Sink Committer: kafka-signals",
                        "bars",
                        "candles",
                        "conflate-forming",
                        "control",
                        "handed",
                        "kafka-bars",
                        "kafka-candle-records",
                        "kafka-candles",
                        "kafka-forming",
                        "kafka-forming-records",
                        "kafka-late",
                        "kafka-late-records",
                        "kafka-rejected",
                        "kafka-rejected-records",
                        "kafka-signal-records",
                        "kafka-signals",
                        "postgres-candles",
                        "postgres-late",
                        "postgres-rejected",
                        "postgres-reports",
                        "postgres-signals",
                        "postgres-snapshots",
                        "postgres-stopped",
                        "pushed",
                        "validate");
        assertThat(uids).containsAll(uidsOfLiveJob("--source=simulated"));
        assertThat(uids).containsAll(uidsOfLiveJob("--source=kafka"));
    }

    @Test
    void everyUidIsInUse() throws Exception {
        Set<String> used = uids();
        used.addAll(uidsOfLiveJob("--source=simulated", "--topic-symbols=XNAS:SENT"));
        assertThat(used).containsAll(Arrays.stream(Uids.values()).map(Uids::uid).toList());
    }

    @Test
    void everythingBehindTheKeyIsOneVertexWithObjectReuse() throws Exception {
        StreamGraph graph = graph();
        assertThat(graph.getExecutionConfig().isObjectReuseEnabled()).isTrue();
        assertThat(graph.getExecutionConfig().getSerializerConfig().hasGenericTypesDisabled())
                .isTrue();
        assertThat(graph.getExecutionConfig().hasAutoGeneratedUIDsEnabled()).isFalse();
        List<JobVertex> vertices = graph.getJobGraph().getVerticesSortedTopologicallyFromSources();
        assertThat(vertices).allMatch(vertex -> vertex.getMaxParallelism() <= 128);
        assertThat(vertices.stream().map(JobVertex::getName))
                .filteredOn(name -> !name.startsWith("merge "))
                .satisfiesExactly(
                        source -> assertThat(source).startsWith("Source: bars -> validate bars"),
                        fold -> assertThat(fold).startsWith("bars -> candles"));
        assertThat(vertices.stream().map(JobVertex::getName))
                .filteredOn(name -> name.startsWith("merge "))
                .as("only the merges of CSV files are not chained")
                .containsExactlyInAnyOrder(
                        "merge candles.csv",
                        "merge signals.csv",
                        "merge rejected.csv",
                        "merge late.csv");
    }

    private static Set<String> uids() throws Exception {
        Set<String> uids = new TreeSet<>();
        graph().getStreamNodes().forEach(node -> uids.add(node.getTransformationUID()));
        return uids;
    }

    private static StreamGraph graph() throws Exception {
        String[] arguments = {
            "--source=simulated",
            "--from=2025-01-01",
            "--sink=postgres,kafka,csv",
            "--output=unused",
            "--set=postgres.url=jdbc:postgresql://127.0.0.1:1/unused",
            "--set=kafka.bootstrap=127.0.0.1:1"
        };
        BackfillOptions options =
                BackfillArguments.parse(
                                arguments, new Surroundings(Map.of(), Clock.systemUTC(), Map.of()))
                        .options();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        JobConfiguration.unbounded(options));
        PostgresSinkOptions nobodys =
                store(
                        PostgresSettings.of(
                                "jdbc:postgresql://127.0.0.1:1/unused", "nobody", () -> ""));
        BackfillSinks sinks = new BackfillSinks(options, Optional.of(nobodys));
        CandlePipeline.define(
                env.fromSource(
                                source(),
                                WatermarkStrategy.noWatermarks(),
                                Uids.BARS.operatorName(),
                                WireTypes.SYMBOL_EVENT)
                        .uid(Uids.BARS.uid()),
                BackfillJob.pipelineOptions(options, sinks),
                sinks.sinks());
        return env.getStreamGraph();
    }

    private static Set<String> uidsOfLiveJob(String... source) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--symbols=XNAS:SIM",
                                "--sink=postgres,kafka",
                                "--set=postgres.url=" + POSTGRES.settings().url(),
                                "--set=kafka.bootstrap=127.0.0.1:1"));
        arguments.addAll(List.of(source));
        LiveOptions options =
                LiveArguments.parse(
                                arguments.toArray(String[]::new),
                                new Surroundings(Map.of(), Clock.systemUTC(), Map.of()))
                        .options();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        JobConfiguration.unbounded(options.run()));
        PostgresSinkOptions store = store(POSTGRES.settings());
        BackfillSinks sinks = new BackfillSinks(options.run(), Optional.of(store));
        LiveJob.define(env, new LiveJob.Parts(options, MarketClock.real(), store, sinks));
        Set<String> uids = new TreeSet<>();
        env.getStreamGraph()
                .getStreamNodes()
                .forEach(node -> uids.add(node.getTransformationUID()));
        return uids;
    }

    private static ProviderSource source() {
        Instant begin = Instant.parse("2025-01-01T00:00:00Z");
        SimulatedSettings market =
                SimulatedSettings.of(1, List.of("XNAS:SIM"), begin, begin.plusSeconds(86_400));
        return ProviderSource.between(
                new SimulatedProvider(market),
                BaselineReader.Factory.nothingStored(),
                new ProviderSourceOptions(
                        market.to(),
                        CalendarSettings.of("XNYS", Alignment.SESSION, Hours.REGULAR)));
    }

    private static PostgresSinkOptions store(PostgresSettings settings) {
        return new PostgresSinkOptions(
                settings,
                new Lease("bounded", 1),
                new JobStamp("job", "1"),
                Set.of(),
                "",
                WriteLimits.standard());
    }
}
