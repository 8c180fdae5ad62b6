package dev.candlemill.provider.simulated;

import static java.util.Objects.requireNonNull;

import dev.candlemill.source.BarProvider;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.util.List;

/** Gives the bars of a made-up market, one range per symbol; see {@link SimulatedSettings}. */
public final class SimulatedProvider implements BarProvider {

    public static final String NAME = "simulated";

    private static final long serialVersionUID = 1L;

    private final SimulatedSettings settings;

    public SimulatedProvider(SimulatedSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<SymbolRange> plan() {
        return settings.symbols().stream()
                .map(symbol -> new SymbolRange(symbol, settings.from(), settings.to()))
                .toList();
    }

    @Override
    public PageCursor open(SymbolRange range, long position) {
        return new SimulatedCursor(new MarketRange(settings, range), settings, position);
    }
}
