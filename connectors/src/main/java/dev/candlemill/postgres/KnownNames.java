package dev.candlemill.postgres;

import dev.candlemill.indicator.Indicators;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.strategy.Strategies;
import dev.candlemill.strategy.SymbolStrategies;
import java.util.List;

/** Setups may name the indicators and strategies that this program has. */
public final class KnownNames implements SetupDraft.Rules {

    private final Strategies strategies;

    /** With strategies of the user's own that are on the class path. */
    public KnownNames() {
        this(Strategies.load(KnownNames.class.getClassLoader()));
    }

    public KnownNames(Strategies strategies) {
        this.strategies = strategies;
    }

    @Override
    public String indicator(String text) {
        return Indicators.of(text).spec().toString();
    }

    @Override
    public String strategy(String text) {
        return strategies.of(text).spec().toString();
    }

    @Override
    public List<String> misfits(TradingSetup setup) {
        return SymbolStrategies.of(List.of(setup), strategies).failures().stream()
                .map(failure -> failure.what() + ": " + failure.reason())
                .toList();
    }
}
