package dev.candlemill.source;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.setup.TradingSetup;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
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
 * @param tracked the timeframes of each tracked symbol
 */
public record Control(
        Set<String> followed,
        Map<String, List<TradingSetup>> setups,
        List<TradingSetup> ofEverySymbol,
        Map<String, Long> handed,
        Map<String, Set<Timeframe>> tracked)
        implements Serializable {

    public Control {
        followed = Set.copyOf(followed);
        Map<String, List<TradingSetup>> copies = new HashMap<>();
        setups.forEach((symbol, own) -> copies.put(symbol, List.copyOf(own)));
        setups = Map.copyOf(copies);
        ofEverySymbol = List.copyOf(ofEverySymbol);
        handed = Map.copyOf(handed);
        Map<String, Set<Timeframe>> trackedCopies = new HashMap<>();
        tracked.forEach((symbol, own) -> trackedCopies.put(symbol, Set.copyOf(own)));
        tracked = Map.copyOf(trackedCopies);
    }

    /** No symbol is tracked at timeframes of its own. */
    public Control(
            Set<String> followed,
            Map<String, List<TradingSetup>> setups,
            List<TradingSetup> ofEverySymbol,
            Map<String, Long> handed) {
        this(followed, setups, ofEverySymbol, handed, Map.of());
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
        return new Control(all, setups, ofEverySymbol, handed, tracked);
    }

    /** What of it concerns some symbols. */
    public Control on(Predicate<String> some) {
        return new Control(
                followed.stream().filter(some).collect(Collectors.toSet()),
                on(some, setups),
                ofEverySymbol,
                on(some, handed),
                on(some, tracked));
    }

    private static <V> Map<String, V> on(Predicate<String> some, Map<String, V> all) {
        return all.entrySet().stream()
                .filter(entry -> some.test(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * The timeframes at which a symbol is tracked, and those of its own setups: what a job stores
     * and sends beside its own. Setups of every symbol are the job's, as its timeframes are.
     */
    public Set<Timeframe> wantedOf(String symbol) {
        Set<Timeframe> wanted = EnumSet.noneOf(Timeframe.class);
        wanted.addAll(tracked.getOrDefault(symbol, Set.of()));
        setups.getOrDefault(symbol, List.of()).forEach(setup -> wanted.addAll(setup.timeframes()));
        return wanted;
    }

    /** A symbol's active setups, always in the same order. */
    public List<TradingSetup> setupsOf(String symbol) {
        List<TradingSetup> all = new ArrayList<>(setups.getOrDefault(symbol, List.of()));
        ofEverySymbol.forEach(setup -> all.add(setup.onSymbol(symbol)));
        return all;
    }
}
