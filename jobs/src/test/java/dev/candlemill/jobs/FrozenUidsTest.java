package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.Surroundings;
import dev.candlemill.jobs.pipeline.CandlePipeline;
import dev.candlemill.jobs.pipeline.Uids;
import dev.candlemill.postgres.JobStamp;
import dev.candlemill.postgres.Lease;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.postgres.PostgresSinkOptions;
import dev.candlemill.postgres.PostgresSinkOptions.WriteLimits;
import dev.candlemill.provider.simulated.SimulatedProvider;
import dev.candlemill.provider.simulated.SimulatedSettings;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.ProviderSource;
import dev.candlemill.source.ProviderSourceOptions;
import dev.candlemill.wire.WireTypes;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** A savepoint finds its operators by uid: a list that must change breaks those of users. */
class FrozenUidsTest {

    @Test
    void theWholeDataflowKeepsItsUids() throws Exception {
        assertThat(uids())
                .containsExactly(
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
    }

    @Test
    void operatorsOfOneJobOnlyKeepTheirs() {
        assertThat(Arrays.stream(Uids.values()).map(Uids::uid).sorted())
                .containsExactly(
                        "bars",
                        "candles",
                        "conflate-forming",
                        "kafka-bars",
                        "postgres-candles",
                        "postgres-late",
                        "postgres-rejected",
                        "postgres-reports",
                        "postgres-signals",
                        "postgres-snapshots",
                        "postgres-stopped",
                        "pushed",
                        "validate");
    }

    private static Set<String> uids() throws Exception {
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
        BackfillSinks sinks = new BackfillSinks(options, Optional.of(store()));
        CandlePipeline.define(
                env.fromSource(
                                source(),
                                WatermarkStrategy.noWatermarks(),
                                Uids.BARS.operatorName(),
                                WireTypes.SYMBOL_EVENT)
                        .uid(Uids.BARS.uid()),
                BackfillJob.pipelineOptions(options, sinks),
                sinks.sinks());
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

    private static PostgresSinkOptions store() {
        return new PostgresSinkOptions(
                PostgresSettings.of("jdbc:postgresql://127.0.0.1:1/unused", "nobody", () -> ""),
                new Lease("bounded", 1),
                new JobStamp("job", "1"),
                Set.of(),
                "",
                WriteLimits.standard());
    }
}
