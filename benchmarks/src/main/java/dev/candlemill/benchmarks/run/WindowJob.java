package dev.candlemill.benchmarks.run;

import dev.candlemill.benchmarks.replay.ReplaySettings;
import dev.candlemill.benchmarks.window.WindowPipeline;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The textbook baseline over the same replayed events, into a sink that only counts. */
public final class WindowJob {

    /** A page of 288 bars of a stock lasts four sessions, and a long weekend may lie within. */
    private static final Duration PAGE_SPAN = Duration.ofDays(8);

    private WindowJob() {}

    public static void define(
            StreamExecutionEnvironment env, ReplaySettings settings, String probeId) {
        WindowPipeline.define(
                        FoldJob.candles(settings).events(env, probeId),
                        settings.calendars(),
                        PAGE_SPAN)
                .sinkTo(new RowSink(probeId))
                .uid("candle-sum")
                .name("sum rows");
    }
}
