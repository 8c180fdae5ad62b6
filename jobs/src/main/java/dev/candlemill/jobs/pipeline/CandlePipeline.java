package dev.candlemill.jobs.pipeline;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.jobs.candle.CandleFunction;
import dev.candlemill.jobs.candle.CandleOperator;
import dev.candlemill.jobs.handover.HandoverOperator;
import dev.candlemill.jobs.push.PushFunction;
import dev.candlemill.jobs.validate.BarValidator;
import dev.candlemill.wire.Uids;
import dev.candlemill.wire.WireTypes;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The dataflow both jobs run. They differ in their source and their sinks, never in this file. */
public final class CandlePipeline {

    private CandlePipeline() {}

    /**
     * Defines everything behind the source.
     *
     * @return the candles, with the side outputs that no sink was given for
     */
    public static SingleOutputStreamOperator<CandlePage> define(
            DataStream<SymbolEvent> events, PipelineOptions options, Sinks sinks) {
        return define(events, Optional.empty(), options, sinks);
    }

    /**
     * The same where what a job is told while it runs has a source of its own.
     *
     * @param control setups and word of handed bars
     */
    public static SingleOutputStreamOperator<CandlePage> define(
            DataStream<SymbolEvent> events,
            Optional<DataStream<SymbolEvent>> control,
            PipelineOptions options,
            Sinks sinks) {
        SingleOutputStreamOperator<SymbolEvent> validEvents =
                events.process(
                                new BarValidator(options.calendars(), options.validation()),
                                WireTypes.SYMBOL_EVENT)
                        .uid(Uids.VALIDATE.uid())
                        .name(Uids.VALIDATE.operatorName());

        DataStream<SymbolEvent> all = control.map(validEvents::union).orElse(validEvents);

        SingleOutputStreamOperator<CandlePage> candles =
                withHandedBars(withProgress(all.keyBy(SymbolEvent::symbol), options), options)
                        .transform(
                                Uids.CANDLES.operatorName(),
                                WireTypes.CANDLE_PAGE,
                                new CandleOperator(
                                        new CandleFunction(
                                                options.calendars(),
                                                options.fold(),
                                                options.market().orElse(null),
                                                options.forming())))
                        .uid(Uids.CANDLES.uid());

        sinks.candles().accept(candles);
        sinks.signals().accept(candles.getSideOutput(CandleFunction.SIGNALS));
        sinks.stopped().accept(candles.getSideOutput(CandleFunction.STOPPED));
        sinks.rejected().accept(validEvents.getSideOutput(BarValidator.REJECTED));
        sinks.late().accept(candles.getSideOutput(CandleFunction.LATE));
        sinks.snapshots().accept(candles.getSideOutput(CandleFunction.SNAPSHOTS));
        sinks.reports().accept(candles.getSideOutput(CandleFunction.REPORTS));
        return candles;
    }

    /** Bars that come by themselves pass one more operator, chained, under the same keys. */
    private static KeyedStream<SymbolEvent, String> withProgress(
            KeyedStream<SymbolEvent, String> events, PipelineOptions options) {
        return options.push()
                .map(
                        push ->
                                DataStreamUtils.reinterpretAsKeyedStream(
                                        events.process(
                                                        new PushFunction(push),
                                                        WireTypes.SYMBOL_EVENT)
                                                .uid(Uids.PUSHED.uid())
                                                .name(Uids.PUSHED.operatorName()),
                                        SymbolEvent::symbol,
                                        Types.STRING))
                .orElse(events);
    }

    /** It needs the order of a symbol's events, but no state of its own. */
    private static KeyedStream<SymbolEvent, String> withHandedBars(
            KeyedStream<SymbolEvent, String> events, PipelineOptions options) {
        return options.handover()
                .map(
                        handover ->
                                DataStreamUtils.reinterpretAsKeyedStream(
                                        unkeyed(events)
                                                .transform(
                                                        Uids.HANDED.operatorName(),
                                                        WireTypes.SYMBOL_EVENT,
                                                        new HandoverOperator(handover))
                                                .uid(Uids.HANDED.uid()),
                                        SymbolEvent::symbol,
                                        Types.STRING))
                .orElse(events);
    }

    /** The same edge; an operator on a keyed stream would get a state backend. */
    private static DataStream<SymbolEvent> unkeyed(KeyedStream<SymbolEvent, String> events) {
        return new DataStream<>(events.getExecutionEnvironment(), events.getTransformation());
    }
}
