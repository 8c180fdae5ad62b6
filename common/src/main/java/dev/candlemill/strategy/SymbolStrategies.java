package dev.candlemill.strategy;

import dev.candlemill.setup.TradingSetup;
import java.util.List;
import java.util.Set;

/** The strategies of one symbol's setups. */
public final class SymbolStrategies {

    public static final SymbolStrategies NONE = new SymbolStrategies();

    private SymbolStrategies() {}

    public static SymbolStrategies of(List<TradingSetup> setups, Strategies strategies) {
        return NONE;
    }

    public Set<String> indicators() {
        return Set.of();
    }

    public List<SetupStrategy> on(int timeframe) {
        return List.of();
    }

    /** Whether strategies run on a timeframe's candles, or look at them from a lower one. */
    public boolean reads(int timeframe) {
        return false;
    }

    public boolean isEmpty() {
        return true;
    }

    public int stateSize(int timeframe) {
        return 0;
    }

    public String layout(int timeframe) {
        return "";
    }

    public double[] adopt(int timeframe, String otherLayout, double[] other) {
        return new double[stateSize(timeframe)];
    }
}
