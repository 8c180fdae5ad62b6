package dev.candlemill.benchmarks.run;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.benchmarks.replay.ReplayEvents;
import dev.candlemill.benchmarks.replay.ReplaySettings;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.jobs.pipeline.CandlePipeline;
import dev.candlemill.jobs.pipeline.PipelineOptions;
import dev.candlemill.jobs.pipeline.Sinks;
import dev.candlemill.jobs.pipeline.Uids;
import dev.candlemill.jobs.validate.ValidationOptions;
import dev.candlemill.wire.WireTypes;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The real pipeline over replayed events, into sinks that only count. */
public final class FoldJob {

    private FoldJob() {}

    public static void define(
            StreamExecutionEnvironment env, ReplaySettings settings, String probeId) {
        define(env, settings, probeId, new PageSink(probeId));
    }

    /** The same with candles into a sink that reports to the probe by itself. */
    public static void define(
            StreamExecutionEnvironment env,
            ReplaySettings settings,
            String probeId,
            Sink<CandlePage> candles) {
        CandlePipeline.define(
                events(env, settings, probeId),
                options(settings.calendars()),
                sinks(probeId, candles));
    }

    public static DataStream<SymbolEvent> events(
            StreamExecutionEnvironment env, ReplaySettings settings, String probeId) {
        DataGeneratorSource<SymbolEvent> source =
                new DataGeneratorSource<>(
                        new ReplayEvents(settings, probeId),
                        ReplayEvents.count(settings),
                        WireTypes.SYMBOL_EVENT);
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), Uids.BARS.operatorName())
                .uid(Uids.BARS.uid());
    }

    static PipelineOptions options(CalendarSettings calendars) {
        return new PipelineOptions(
                calendars, ValidationOptions.withSkew(60_000L), FoldOptions.DEFAULT.candlesOnly());
    }

    private static Sinks sinks(String probeId, Sink<CandlePage> sink) {
        return new Sinks(
                candles -> candles.sinkTo(sink).uid("candle-sum").name("sum rows"),
                signals -> signals.sinkTo(new DiscardingSink<>()).uid("signals"),
                stopped -> stopped.sinkTo(new DiscardingSink<>()).uid("stopped"),
                rejected -> rejected.sinkTo(new DiscardingSink<>()).uid("rejected"),
                late -> late.sinkTo(new DiscardingSink<>()).uid("late"),
                snapshots -> snapshots.sinkTo(new DiscardingSink<>()).uid("snapshots"),
                reports -> reports.sinkTo(new ReportSink(probeId)).uid("report-sum"));
    }
}
