package dev.candlemill.benchmarks.run;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.benchmarks.replay.ReplayEvents;
import dev.candlemill.benchmarks.replay.ReplaySettings;
import dev.candlemill.benchmarks.replay.Workload;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.jobs.pipeline.CandlePipeline;
import dev.candlemill.jobs.pipeline.PipelineOptions;
import dev.candlemill.jobs.pipeline.Sinks;
import dev.candlemill.jobs.validate.ValidationOptions;
import dev.candlemill.wire.Uids;
import dev.candlemill.wire.WireTypes;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The real pipeline over replayed events, into sinks that only count. */
public record FoldJob(ReplaySettings settings, Workload workload) {

    public static FoldJob candles(ReplaySettings settings) {
        return new FoldJob(settings, Workload.CANDLES);
    }

    public void define(StreamExecutionEnvironment env, String probeId) {
        define(env, probeId, new PageSink(probeId));
    }

    /** The same with candles into a sink that reports to the probe by itself. */
    public void define(StreamExecutionEnvironment env, String probeId, Sink<CandlePage> candles) {
        PipelineOptions options =
                new PipelineOptions(
                        settings.calendars(),
                        ValidationOptions.withSkew(60_000L),
                        workload.options());
        CandlePipeline.define(events(env, probeId), options, sinks(probeId, candles));
    }

    DataStream<SymbolEvent> events(StreamExecutionEnvironment env, String probeId) {
        DataGeneratorSource<SymbolEvent> source =
                new DataGeneratorSource<>(
                        new ReplayEvents(settings, workload, probeId),
                        ReplayEvents.count(settings),
                        WireTypes.SYMBOL_EVENT);
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), Uids.BARS.operatorName())
                .uid(Uids.BARS.uid());
    }

    private static Sinks sinks(String probeId, Sink<CandlePage> sink) {
        return new Sinks(
                candles -> candles.sinkTo(sink).uid("candle-sum").name("sum rows"),
                signals -> signals.sinkTo(new SignalSink(probeId)).uid("signal-sum"),
                stopped -> stopped.sinkTo(new DiscardingSink<>()).uid("stopped"),
                rejected -> rejected.sinkTo(new DiscardingSink<>()).uid("rejected"),
                late -> late.sinkTo(new DiscardingSink<>()).uid("late"),
                snapshots -> snapshots.sinkTo(new DiscardingSink<>()).uid("snapshots"),
                reports -> reports.sinkTo(new ReportSink(probeId)).uid("report-sum"));
    }
}
