package dev.candlemill.strategy;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/**
 * A strategy before it has parameters. Found by {@link java.util.ServiceLoader}: a strategy of your
 * own is a class of this type, named in {@code
 * META-INF/services/dev.candlemill.strategy.StrategyDefinition}.
 */
public interface StrategyDefinition {

    /** As in a spec, {@code sma_cross}: lower case letters, digits and underscores; unique. */
    String name();

    /** One line for a list. */
    String description();

    /** With units, ranges and defaults. */
    List<Parameter> parameters();

    /** When it says BUY and when SELL, in a sentence or two; empty when there is no more to say. */
    default String events() {
        return "";
    }

    /** The formula of its confidence; empty when there is no more to say. */
    default String confidence() {
        return "";
    }

    /**
     * The strategy with checked parameters.
     *
     * @throws dev.candlemill.spec.SpecException for parameters that do not go together
     */
    SignalStrategy create(Arguments arguments);
}
