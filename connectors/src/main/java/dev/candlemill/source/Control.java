package dev.candlemill.source;

import dev.candlemill.setup.TradingSetup;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a live job is told while it runs.
 *
 * @param followed symbols that are polled
 * @param setups the active ones of each symbol that has any
 * @param ofEverySymbol what to watch on all symbols; their own symbol does not matter
 * @param handed of each symbol that bars were handed over of, the newest hand-over
 */
public record Control(
        Set<String> followed,
        Map<String, List<TradingSetup>> setups,
        List<TradingSetup> ofEverySymbol,
        Map<String, Long> handed)
        implements Serializable {

    public Control {
        followed = Set.copyOf(followed);
        Map<String, List<TradingSetup>> copies = new HashMap<>();
        setups.forEach((symbol, own) -> copies.put(symbol, List.copyOf(own)));
        setups = Map.copyOf(copies);
        ofEverySymbol = List.copyOf(ofEverySymbol);
        handed = Map.copyOf(handed);
    }

    /** No bars were handed over. */
    public Control(
            Set<String> followed,
            Map<String, List<TradingSetup>> setups,
            List<TradingSetup> ofEverySymbol) {
        this(followed, setups, ofEverySymbol, Map.of());
    }

    /** The same, with more symbols that are polled. */
    public Control following(Collection<String> more) {
        Set<String> all = new TreeSet<>(followed);
        all.addAll(more);
        return new Control(all, setups, ofEverySymbol, handed);
    }

    /** What of it concerns some symbols. */
    public Control on(Predicate<String> some) {
        return new Control(
                followed.stream().filter(some).collect(Collectors.toSet()),
                on(some, setups),
                ofEverySymbol,
                on(some, handed));
    }

    private static <V> Map<String, V> on(Predicate<String> some, Map<String, V> all) {
        return all.entrySet().stream()
                .filter(entry -> some.test(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A symbol's active setups, always in the same order. */
    public List<TradingSetup> setupsOf(String symbol) {
        List<TradingSetup> all = new ArrayList<>(setups.getOrDefault(symbol, List.of()));
        ofEverySymbol.forEach(setup -> all.add(setup.onSymbol(symbol)));
        return all;
    }
}
