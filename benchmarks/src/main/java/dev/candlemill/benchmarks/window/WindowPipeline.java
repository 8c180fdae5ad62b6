package dev.candlemill.benchmarks.window;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.candle.Candle;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Candles the textbook way: one keyed window operator for all timeframes, incremental, with
 * serializers as good as ours. Every window fires once, complete or not; it knows no corrections,
 * no revisions and no stored candles, and one watermark for all symbols decides when.
 */
public final class WindowPipeline {

    private WindowPipeline() {}

    /**
     * @param disorder how far the bars of different symbols may lie apart in the stream; each
     *     symbol's own bars come in time order
     */
    public static DataStream<Candle> define(
            DataStream<SymbolEvent> events, CalendarSettings calendars, Duration disorder) {
        SingleOutputStreamOperator<SymbolBar> bars =
                events.flatMap(new BarsOfPage(), SymbolBarFormat.TYPE)
                        .uid("window-bars")
                        .name("pages -> bars")
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<SymbolBar>forBoundedOutOfOrderness(disorder)
                                        .withTimestampAssigner((bar, ignored) -> bar.timestamp()))
                        .uid("window-times");
        return bars.keyBy(SymbolBar::symbol)
                .window(new CalendarWindows(calendars))
                .aggregate(
                        new CandleAggregate(),
                        new CandleOfWindow(calendars),
                        OpenCandleFormat.TYPE,
                        OpenCandleFormat.TYPE,
                        CandleFormat.TYPE)
                .uid("window-candles")
                .name("bars -> candles by windows");
    }
}
