package dev.candlemill.jobs.pipeline;

import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.jobs.handover.HandoverOptions;
import dev.candlemill.jobs.push.PushOptions;
import dev.candlemill.jobs.validate.ValidationOptions;
import dev.candlemill.source.MarketClock;
import java.util.Optional;

/**
 * What the operators of the pipeline are told.
 *
 * @param push where bars come by themselves
 * @param handover where bounded runs may hand bars over
 * @param clock of the market, where one is followed
 * @param forming whether somebody wants to see candles that are not final
 */
public record PipelineOptions(
        CalendarSettings calendars,
        ValidationOptions validation,
        FoldOptions fold,
        Optional<PushOptions> push,
        Optional<HandoverOptions> handover,
        Optional<MarketClock> clock,
        boolean forming) {

    /** For a source that says how far its symbols have come. */
    public PipelineOptions(
            CalendarSettings calendars, ValidationOptions validation, FoldOptions fold) {
        this(
                calendars,
                validation,
                fold,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** For a source that sends by itself. */
    public PipelineOptions with(PushOptions pushed) {
        return new PipelineOptions(
                calendars, validation, fold, Optional.of(pushed), handover, clock, forming);
    }

    /** For a job that owns what others may have bars of. */
    public PipelineOptions with(HandoverOptions taking) {
        return new PipelineOptions(
                calendars, validation, fold, push, Optional.of(taking), clock, forming);
    }

    /** For a job that follows a market. */
    public PipelineOptions with(MarketClock market) {
        return new PipelineOptions(
                calendars, validation, fold, push, handover, Optional.of(market), forming);
    }

    public PipelineOptions withForming(boolean shown) {
        return new PipelineOptions(calendars, validation, fold, push, handover, clock, shown);
    }
}
