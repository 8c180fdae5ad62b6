package dev.candlemill.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.jobs.handover.HandoverOptions;
import dev.candlemill.jobs.push.PushOptions;
import dev.candlemill.jobs.validate.ValidationOptions;
import dev.candlemill.provider.simulated.SimulatedProvider;
import dev.candlemill.provider.simulated.SimulatedSettings;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.MarketClock;
import dev.candlemill.source.ProgressStore;
import dev.candlemill.source.ProviderSource;
import dev.candlemill.source.ProviderSourceOptions;
import dev.candlemill.wire.Uids;
import dev.candlemill.wire.WireTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;

/** The shape of the dataflow: what is chained, and what savepoints call it. */
class CandlePipelineTest {

    @Test
    void chainsEverythingAfterTheOnlyKeyByIntoOneVertex() {
        List<JobVertex> vertices =
                graph().getJobGraph().getVerticesSortedTopologicallyFromSources();

        assertThat(vertices).hasSize(2);
        assertThat(vertices.get(0).getName()).contains("bars", "validate bars");
        assertThat(vertices.get(1).getName())
                .contains(
                        "bars -> candles",
                        "candles sink",
                        "late sink",
                        "snapshots sink",
                        "reports sink");
        assertThat(vertices).allMatch(vertex -> vertex.getMaxParallelism() == 128);
    }

    @Test
    void chainsWhatPushedBarsNeedBehindTheSameKeyBy() {
        List<JobVertex> vertices =
                graph(true).getJobGraph().getVerticesSortedTopologicallyFromSources();

        assertThat(vertices).hasSize(2);
        assertThat(vertices.get(1).getName())
                .contains(
                        "what is stored, progress in silence",
                        "bars handed over",
                        "bars -> candles",
                        "late sink");
    }

    @Test
    void keepsTheUidsOfWhatPushedBarsNeed() {
        TreeSet<String> uids = new TreeSet<>();
        graph(true).getStreamNodes().forEach(node -> uids.add(node.getTransformationUID()));

        assertThat(uids).contains("validate", "pushed", "handed", "candles");
        assertThat(List.of(Uids.KAFKA_BARS.uid(), Uids.CONFLATE.uid()))
                .containsExactly("kafka-bars", "conflate-forming");
    }

    @Test
    void keepsTheUidsOfTheSavepointContract() {
        TreeSet<String> uids = new TreeSet<>();
        graph().getStreamNodes().forEach(node -> uids.add(node.getTransformationUID()));

        assertThat(uids).contains("bars", "validate", "candles");
    }

    @Test
    void freezesTheListOfUids() {
        assertThat(Arrays.stream(Uids.values()).map(Uids::uid))
                .startsWith("bars", "validate", "candles")
                .doesNotHaveDuplicates();
    }

    private static StreamGraph graph() {
        return graph(false);
    }

    private static StreamGraph graph(boolean isPushed) {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.MAX_PARALLELISM, 128);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        env.setParallelism(2);
        CalendarSettings calendars = CalendarSettings.of("XNYS", Alignment.SESSION, Hours.REGULAR);
        SimulatedSettings market =
                SimulatedSettings.of(
                        1,
                        List.of("XNAS:SIM"),
                        Instant.parse("2025-01-01T00:00:00Z"),
                        Instant.parse("2025-02-01T00:00:00Z"));
        ProviderSource source =
                ProviderSource.between(
                        new SimulatedProvider(market),
                        BaselineReader.Factory.nothingStored(),
                        new ProviderSourceOptions(market.to(), calendars));
        DataStream<SymbolEvent> events =
                env.fromSource(
                                source,
                                WatermarkStrategy.noWatermarks(),
                                Uids.BARS.operatorName(),
                                WireTypes.SYMBOL_EVENT)
                        .uid(Uids.BARS.uid());
        dev.candlemill.jobs.pipeline.PipelineOptions options =
                new dev.candlemill.jobs.pipeline.PipelineOptions(
                        calendars, ValidationOptions.withSkew(0), FoldOptions.DEFAULT);
        CandlePipeline.define(
                events,
                isPushed ? options.with(push(calendars)).with(handover(calendars)) : options,
                new Sinks(
                        candles -> discard(candles, "candles"),
                        signals -> discard(signals, "signals"),
                        stopped -> discard(stopped, "stopped"),
                        rejected -> discard(rejected, "rejected"),
                        late -> discard(late, "late"),
                        snapshots -> discard(snapshots, "snapshots"),
                        reports -> discard(reports, "reports")));
        return env.getStreamGraph();
    }

    private static HandoverOptions handover(CalendarSettings calendars) {
        return new HandoverOptions(
                calendars,
                MarketClock.real(),
                BaselineReader.Factory.nothingStored(),
                () -> {
                    throw new UnsupportedOperationException("nothing is handed over");
                });
    }

    private static PushOptions push(CalendarSettings calendars) {
        return new PushOptions(
                Set.of(),
                "kafka",
                calendars,
                MarketClock.real(),
                5_000,
                false,
                Duration.ofSeconds(30),
                PushOptions.NEVER,
                BaselineReader.Factory.nothingStored(),
                ProgressStore.Factory.forgetful());
    }

    private static <T> void discard(DataStream<T> stream, String name) {
        stream.sinkTo(new DiscardingSink<>()).uid(name + "-sink").name(name + " sink");
    }
}
