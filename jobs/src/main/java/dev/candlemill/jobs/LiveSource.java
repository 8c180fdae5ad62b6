package dev.candlemill.jobs;

import dev.candlemill.provider.simulated.SimulatedLiveProvider;
import dev.candlemill.source.LiveBarProvider;
import dev.candlemill.source.MarketClock;
import dev.candlemill.source.ProgressStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Turns a live job's options into the provider that its bars come from. */
final class LiveSource {

    private LiveSource() {}

    static LiveBarProvider provider(LiveOptions options, MarketClock clock) {
        long now = clock.now();
        return new SimulatedLiveProvider(
                BackfillSource.simulatedSettings(options.run(), now - 1, now), clock);
    }

    /** A market that is not the real one goes on where its symbols were left, never before. */
    static MarketClock clock(LiveOptions options, ProgressStore.Factory progress)
            throws IOException {
        if (options.market().isReal()) {
            return MarketClock.real();
        }
        Optional<Instant> left = newestSettled(progress);
        Instant asked =
                options.market().time().orElse(left.isEmpty() ? Instant.now() : Instant.MIN);
        return MarketClock.from(
                left.filter(asked::isBefore).orElse(asked), options.market().speed());
    }

    private static Optional<Instant> newestSettled(ProgressStore.Factory progress)
            throws IOException {
        try (ProgressStore store = progress.open()) {
            return store.settled().values().stream().max(Long::compare).map(Instant::ofEpochMilli);
        }
    }
}
