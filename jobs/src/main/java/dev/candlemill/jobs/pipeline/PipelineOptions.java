package dev.candlemill.jobs.pipeline;

import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.jobs.candle.FollowedMarket;
import dev.candlemill.jobs.handover.HandoverOptions;
import dev.candlemill.jobs.push.PushOptions;
import dev.candlemill.jobs.validate.ValidationOptions;
import java.util.Optional;

/**
 * What the operators of the pipeline are told.
 *
 * @param push where bars come by themselves
 * @param handover where bounded runs may hand bars over
 * @param market where one is followed
 * @param forming whether somebody wants to see candles that are not final
 */
public record PipelineOptions(
        CalendarSettings calendars,
        ValidationOptions validation,
        FoldOptions fold,
        Optional<PushOptions> push,
        Optional<HandoverOptions> handover,
        Optional<FollowedMarket> market,
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
                calendars, validation, fold, Optional.of(pushed), handover, market, forming);
    }

    /** For a job that owns what others may have bars of. */
    public PipelineOptions with(HandoverOptions taking) {
        return new PipelineOptions(
                calendars, validation, fold, push, Optional.of(taking), market, forming);
    }

    /** For a job that follows a market. */
    public PipelineOptions with(FollowedMarket followed) {
        return new PipelineOptions(
                calendars, validation, fold, push, handover, Optional.of(followed), forming);
    }

    public PipelineOptions withForming(boolean shown) {
        return new PipelineOptions(calendars, validation, fold, push, handover, market, shown);
    }
}
