package dev.candlemill.provider.simulated;

import static java.util.Objects.requireNonNull;

import dev.candlemill.source.LiveBarProvider;
import dev.candlemill.source.MarketClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The market of a {@link SimulatedProvider} as it happens: a bar comes when the market's clock
 * passes its close, and what is late, repeated or corrected when its time has come. The same
 * settings give the same bars, whenever and however often they are asked for; their range does not
 * matter.
 */
public final class SimulatedLiveProvider implements LiveBarProvider {

    private static final long serialVersionUID = 1L;

    private final SimulatedSettings settings;
    private final MarketClock clock;

    public SimulatedLiveProvider(SimulatedSettings settings, MarketClock clock) {
        this.settings = requireNonNull(settings, "settings is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public String name() {
        return SimulatedProvider.NAME;
    }

    @Override
    public List<String> symbols() {
        return settings.symbols();
    }

    @Override
    public Poller open() {
        return new Poller() {
            private final Map<String, SimulatedFeed> feeds = new HashMap<>();

            @Override
            public Answer poll(String symbol, long since) {
                return feeds.computeIfAbsent(symbol, s -> new SimulatedFeed(s, settings))
                        .between(since, clock.now());
            }

            @Override
            public void close() {
                feeds.clear();
            }
        };
    }
}
