package dev.candlemill.jobs;

import static java.util.Objects.requireNonNull;

import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Fill;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything one backfill is told, checked and resolved: no defaults are left to fill in.
 *
 * @param jobId names the run in {@code backfill_jobs}, in {@code candles.job_id} and as the folder
 *     of its checkpoints; the same id after a crash continues the same run
 * @param symbols which symbols to read; empty: all that the source has
 * @param timeframes which candles are stored and sent; 5m is always stored
 * @param fill what becomes of buckets without any bar
 * @param barSize the only bar size to accept; empty: told per symbol from its bars
 * @param signals what is computed over the candles
 * @param settings what the run was told, by key, for the record: no secrets
 */
public record BackfillOptions(
        String jobId,
        SourceOptions source,
        List<String> symbols,
        CalendarSettings calendar,
        RangeOptions range,
        Set<Timeframe> timeframes,
        OutsideSession outside,
        Fill fill,
        UnknownSymbols unknownSymbols,
        Optional<BarSize> barSize,
        TimingOptions timing,
        SignalOptions signals,
        SinkOptions sinks,
        ExecutionOptions execution,
        Map<String, String> settings) {

    public BackfillOptions {
        requireNonNull(jobId, "jobId is null");
        symbols = List.copyOf(symbols);
        timeframes = Set.copyOf(timeframes);
        settings = Map.copyOf(settings);
    }
}
