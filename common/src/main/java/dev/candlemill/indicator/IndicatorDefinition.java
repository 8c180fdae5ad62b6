package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.List;

/**
 * An indicator before it has parameters, as a page lists it.
 *
 * @param name as in a spec, {@code sma}
 * @param unit of its values: {@code price}, {@code %}, {@code volume} or {@code ratio}
 * @param source where the formula comes from, and how ours deviates from others
 * @param factory makes the indicator; may throw {@link dev.candlemill.spec.SpecException} for
 *     parameters that do not go together
 */
public record IndicatorDefinition(
        String name,
        String title,
        Category category,
        String unit,
        List<Parameter> parameters,
        String source,
        Factory factory) {

    /** Makes an indicator of checked arguments. */
    @FunctionalInterface
    public interface Factory {
        Indicator create(Arguments arguments);
    }

    public IndicatorDefinition {
        parameters = List.copyOf(parameters);
    }
}
