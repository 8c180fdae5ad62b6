package dev.candlemill.candle;

import dev.candlemill.setup.TradingSetup;
import dev.candlemill.strategy.Strategies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The plan of every symbol that this operator has met. A symbol met for the first time has its
 * series brought into its plan's layout, whatever program and options wrote them.
 */
final class SymbolPlans {

    private final FoldOptions options;
    private final Strategies strategies;
    private final SymbolPlan withoutSetups;
    private final Map<String, SymbolPlan> plans = new HashMap<>();

    SymbolPlans(FoldOptions options, Strategies strategies) {
        this.options = options;
        this.strategies = strategies;
        this.withoutSetups = SymbolPlan.of(options, List.of(), strategies);
    }

    SymbolPlan of(String symbol, SymbolStore store) throws Exception {
        SymbolPlan plan = plans.get(symbol);
        if (plan == null) {
            plan = enter(symbol, setups(store), store);
        }
        return plan;
    }

    /** Those that a symbol's store knows. */
    static List<TradingSetup> setups(SymbolStore store) throws Exception {
        SymbolSettings settings = store.settings();
        return settings == null ? List.of() : settings.setups();
    }

    /** Those that a symbol's store knows, as bits. */
    private static int wanted(SymbolStore store) throws Exception {
        SymbolSettings settings = store.settings();
        return settings == null ? 0 : settings.wanted();
    }

    /** Takes in a symbol's setups. */
    SymbolPlan enter(String symbol, List<TradingSetup> setups, SymbolStore store) throws Exception {
        SymbolPlan plan =
                setups.isEmpty() ? withoutSetups : SymbolPlan.of(options, setups, strategies);
        return enter(symbol, setups, plan.wanting(wanted(store)), store);
    }

    /** Takes in which timeframes of a symbol are wanted, as bits. */
    SymbolPlan enter(String symbol, int wanted, SymbolStore store) throws Exception {
        return enter(symbol, setups(store), of(symbol, store).wanting(wanted), store);
    }

    /** Nothing of a symbol is held any more. */
    void forget(String symbol) {
        plans.remove(symbol);
    }

    private SymbolPlan enter(
            String symbol, List<TradingSetup> setups, SymbolPlan plan, SymbolStore store)
            throws Exception {
        SymbolSettings before = store.settings();
        SymbolSettings now = new SymbolSettings(setups, plan.layouts(), plan.wanted());
        if (!now.equals(before)) {
            if (before != null) {
                SeriesMemory series = new SeriesMemory();
                series.translate(store, before.layouts(), plan);
            }
            store.putSettings(now);
        }
        plans.put(symbol, plan);
        return plan;
    }
}
