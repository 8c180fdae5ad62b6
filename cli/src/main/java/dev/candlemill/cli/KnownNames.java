package dev.candlemill.cli;

import dev.candlemill.indicator.Indicators;
import dev.candlemill.postgres.SetupDraft;
import dev.candlemill.strategy.Strategies;

/** Setups may name the indicators and strategies that this program has. */
final class KnownNames implements SetupDraft.Rules {

    private final Strategies strategies = Strategies.load(KnownNames.class.getClassLoader());

    @Override
    public String indicator(String text) {
        return Indicators.of(text).spec().toString();
    }

    @Override
    public String strategy(String text) {
        return strategies.of(text).spec().toString();
    }
}
