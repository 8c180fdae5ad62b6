package dev.candlemill.jobs.push;

import static java.util.Objects.requireNonNull;

import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.MarketClock;
import dev.candlemill.source.ProgressStore;
import java.io.Serializable;
import java.time.Duration;
import java.util.Set;

/**
 * What symbols whose bars come by themselves need.
 *
 * @param symbols that are of this kind; empty: all
 * @param source of their bars
 * @param graceMillis how long after its close a candle waits for bars that are missing
 * @param mergeClose whether a bar that opens exactly at a session's close is still waited for
 * @param catchUp how long it must have been quiet, after a start or after a bar that came long
 *     after its close, before no bar means that there was none
 * @param forgetAfterMillis how long no bar of a symbol must have come before it is let go of, once
 *     its month is closed; {@link #NEVER}: it never is
 * @param baselines what is stored
 * @param progress where it is noted how far symbols have come
 */
public record PushOptions(
        Set<String> symbols,
        String source,
        CalendarSettings calendars,
        MarketClock clock,
        long graceMillis,
        boolean mergeClose,
        Duration catchUp,
        long forgetAfterMillis,
        BaselineReader.Factory baselines,
        ProgressStore.Factory progress)
        implements Serializable {

    public static final long NEVER = Long.MAX_VALUE;

    public PushOptions {
        symbols = Set.copyOf(symbols);
        requireNonNull(calendars, "calendars is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(baselines, "baselines is null");
        requireNonNull(progress, "progress is null");
    }

    boolean comesByItself(String symbol) {
        return symbols.isEmpty() || symbols.contains(symbol);
    }
}
