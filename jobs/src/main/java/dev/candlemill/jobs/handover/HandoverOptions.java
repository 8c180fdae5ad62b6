package dev.candlemill.jobs.handover;

import static java.util.Objects.requireNonNull;

import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.HandedBarsStore;
import dev.candlemill.source.MarketClock;
import java.io.Serializable;

/**
 * What a live job needs to take bars that are handed over to it.
 *
 * @param clock no symbol's progress is beyond its time
 * @param baselines what is stored
 * @param store where handed bars wait
 */
public record HandoverOptions(
        CalendarSettings calendars,
        MarketClock clock,
        BaselineReader.Factory baselines,
        HandedBarsStore.Factory store)
        implements Serializable {

    public HandoverOptions {
        requireNonNull(calendars, "calendars is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(baselines, "baselines is null");
        requireNonNull(store, "store is null");
    }
}
