package dev.candlemill.jobs;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.jobs.LiveOptions.TopicOptions;
import dev.candlemill.kafka.BarsStart;
import dev.candlemill.kafka.KafkaBars;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.postgres.PostgresProgress;
import dev.candlemill.provider.simulated.SimulatedLiveProvider;
import dev.candlemill.source.LiveBarProvider;
import dev.candlemill.source.MarketClock;
import dev.candlemill.source.ProgressStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.connector.source.Source;

/** Turns a live job's options into the provider that its bars come from. */
final class LiveSource {

    private LiveSource() {}

    static LiveBarProvider provider(LiveOptions options, MarketClock clock) {
        long now = clock.now();
        return new SimulatedLiveProvider(
                BackfillSource.simulatedSettings(options.run(), now - 1, now), clock);
    }

    /** Bars that come by themselves. */
    static Source<SymbolEvent, ?, ?> topic(
            LiveJob.Parts parts, TopicOptions topic, KafkaSettings settings) throws IOException {
        BarsStart start = topic.bars().start();
        if (start instanceof BarsStart.Committed) {
            start = committed(parts, topic.symbols());
        }
        return KafkaBars.source(settings, parts.clock(), topic.symbols(), start);
    }

    /** Back to when the bars of the earliest candle that may be open were sent, or before. */
    private static BarsStart committed(LiveJob.Parts parts, Set<String> symbols)
            throws IOException {
        MarketClock clock = parts.clock();
        long openCandles = 2 * Timeframe.SLOT_MILLIS + parts.options().run().timing().grace();
        Optional<Long> newest =
                newestSettled(PostgresProgress.factory(parts.store()), symbols)
                        .map(Instant::toEpochMilli);
        return new BarsStart.Committed(
                newest.map(time -> clock.realAt(time - openCandles)).orElse(Long.MAX_VALUE),
                Math.max(openCandles, clock.realAt(openCandles) - clock.realAt(0)));
    }

    /** A market that is not the real one goes on where its symbols were left, never before. */
    static MarketClock clock(LiveOptions options, ProgressStore.Factory progress)
            throws IOException {
        MarketClock endless = endlessClock(options, progress);
        return options.market().until().map(endless::until).orElse(endless);
    }

    private static MarketClock endlessClock(LiveOptions options, ProgressStore.Factory progress)
            throws IOException {
        if (options.market().isReal()) {
            return MarketClock.real();
        }
        Optional<Instant> left = newestSettled(progress, Set.of());
        Instant asked =
                options.market().time().orElse(left.isEmpty() ? Instant.now() : Instant.MIN);
        return MarketClock.from(
                left.filter(asked::isBefore).orElse(asked), options.market().speed());
    }

    /**
     * How far the symbol has come that has come furthest; empty before any has.
     *
     * @param symbols that count; empty: all
     */
    static Optional<Instant> newestSettled(ProgressStore.Factory progress, Set<String> symbols)
            throws IOException {
        try (ProgressStore store = progress.open()) {
            return store.settled().entrySet().stream()
                    .filter(symbol -> symbols.isEmpty() || symbols.contains(symbol.getKey()))
                    .map(Map.Entry::getValue)
                    .max(Long::compare)
                    .map(Instant::ofEpochMilli);
        }
    }
}
