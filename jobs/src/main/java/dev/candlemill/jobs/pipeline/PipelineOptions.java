package dev.candlemill.jobs.pipeline;

import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.jobs.validate.ValidationOptions;

/** What the operators of the pipeline are told. */
public record PipelineOptions(
        CalendarSettings calendars, ValidationOptions validation, FoldOptions fold) {}
