package dev.candlemill.strategy;

import dev.candlemill.calendar.Spelling;
import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Spec;
import dev.candlemill.spec.SpecException;
import java.util.Collection;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All strategies by name: ours, and those that other jars register. */
public final class Strategies {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private final SortedMap<String, StrategyDefinition> byName;

    private Strategies(SortedMap<String, StrategyDefinition> byName) {
        this.byName = byName;
    }

    /**
     * What a class loader finds in {@code
     * META-INF/services/dev.candlemill.strategy.StrategyDefinition}.
     *
     * @throws IllegalStateException when a registered class cannot be made, or two share a name
     */
    public static Strategies load(ClassLoader loader) {
        try {
            return of(
                    ServiceLoader.load(StrategyDefinition.class, loader).stream()
                            .map(ServiceLoader.Provider::get)
                            .toList());
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("a registered strategy cannot be used: " + e, e);
        }
    }

    /**
     * Exactly these.
     *
     * @throws IllegalStateException when two share a name
     */
    public static Strategies of(Collection<? extends StrategyDefinition> definitions) {
        SortedMap<String, StrategyDefinition> byName = new TreeMap<>();
        for (StrategyDefinition definition : definitions) {
            add(definition, byName);
        }
        return new Strategies(byName);
    }

    private static void add(
            StrategyDefinition definition, SortedMap<String, StrategyDefinition> byName) {
        String name = definition.name();
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalStateException(
                    definition.getClass().getName()
                            + " is named '"
                            + name
                            + "': expected lower case letters, digits and underscores");
        }
        StrategyDefinition other = byName.put(name, definition);
        if (other != null) {
            throw new IllegalStateException(
                    "two strategies are named "
                            + name
                            + ": "
                            + other.getClass().getName()
                            + " and "
                            + definition.getClass().getName());
        }
    }

    /** Sorted by name. */
    public List<StrategyDefinition> all() {
        return List.copyOf(byName.values());
    }

    /**
     * The strategy that a text names: {@code sma_cross(20,50)}.
     *
     * @throws SpecException when there is none of this name, or with every wrong parameter
     */
    public NamedStrategy of(String text) {
        Spec spec = Spec.parse(text);
        StrategyDefinition definition = byName.get(spec.name());
        if (definition == null) {
            throw new SpecException(
                    "no strategy '"
                            + spec.name()
                            + "': expected one of "
                            + byName.keySet()
                            + Spelling.didYouMean(spec.name(), byName.keySet()));
        }
        Arguments arguments = Arguments.of(definition.parameters(), spec);
        return new NamedStrategy(arguments.canonical(), definition.create(arguments));
    }
}
