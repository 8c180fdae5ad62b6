package dev.candlemill.jobs;

import dev.candlemill.provider.simulated.SimulatedLiveProvider;
import dev.candlemill.source.LiveBarProvider;
import dev.candlemill.source.MarketClock;
import dev.candlemill.source.ProgressStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** Turns a live job's options into the provider that its bars come from. */
final class LiveSource {

    private LiveSource() {}

    static LiveBarProvider provider(LiveOptions options, MarketClock clock) {
        long now = clock.now();
        return new SimulatedLiveProvider(
                BackfillSource.simulatedSettings(options.run(), now - 1, now), clock);
    }

    /** A market that is not the real one goes on where its symbols were left. */
    static MarketClock clock(LiveOptions options, ProgressStore.Factory progress)
            throws IOException {
        if (options.market().isReal()) {
            return MarketClock.real();
        }
        Instant time = options.market().time().orElse(null);
        return MarketClock.from(
                time == null ? newestOf(settled(progress)) : time, options.market().speed());
    }

    private static Map<String, Long> settled(ProgressStore.Factory progress) throws IOException {
        try (ProgressStore store = progress.open()) {
            return store.settled();
        }
    }

    private static Instant newestOf(Map<String, Long> settled) {
        return settled.values().stream()
                .max(Long::compare)
                .map(Instant::ofEpochMilli)
                .orElseGet(Instant::now);
    }
}
