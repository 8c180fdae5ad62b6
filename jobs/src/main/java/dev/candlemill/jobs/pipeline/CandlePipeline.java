package dev.candlemill.jobs.pipeline;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.jobs.candle.CandleFunction;
import dev.candlemill.jobs.validate.BarValidator;
import dev.candlemill.wire.WireTypes;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The dataflow both jobs run. They differ in their source and their sinks, never in this file. */
public final class CandlePipeline {

    private CandlePipeline() {}

    public static void define(
            DataStream<SymbolEvent> events, PipelineOptions options, Sinks sinks) {
        SingleOutputStreamOperator<SymbolEvent> validEvents =
                events.process(
                                new BarValidator(options.calendars(), options.validation()),
                                WireTypes.SYMBOL_EVENT)
                        .uid(Uids.VALIDATE.uid())
                        .name(Uids.VALIDATE.operatorName());

        SingleOutputStreamOperator<CandlePage> candles =
                validEvents
                        .keyBy(SymbolEvent::symbol)
                        .process(
                                new CandleFunction(options.calendars(), options.fold()),
                                WireTypes.CANDLE_PAGE)
                        .uid(Uids.CANDLES.uid())
                        .name(Uids.CANDLES.operatorName());

        sinks.candles().accept(candles);
        sinks.signals().accept(candles.getSideOutput(CandleFunction.SIGNALS));
        sinks.stopped().accept(candles.getSideOutput(CandleFunction.STOPPED));
        sinks.rejected().accept(validEvents.getSideOutput(BarValidator.REJECTED));
        sinks.late().accept(candles.getSideOutput(CandleFunction.LATE));
        sinks.snapshots().accept(candles.getSideOutput(CandleFunction.SNAPSHOTS));
        sinks.reports().accept(candles.getSideOutput(CandleFunction.REPORTS));
    }
}
