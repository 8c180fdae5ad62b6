package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Spec;
import dev.candlemill.spec.SpecException;
import java.util.List;

/** All indicators by name. */
public final class Indicators {

    private static final List<IndicatorDefinition> ALL = List.of();

    private Indicators() {}

    public static List<IndicatorDefinition> all() {
        return ALL;
    }

    /**
     * The indicator that a text names: {@code sma(20)}.
     *
     * @throws SpecException when there is none of this name, or with every wrong parameter
     */
    public static Indicator of(String text) {
        return of(Spec.parse(text));
    }

    /** As {@link #of(String)}. */
    public static Indicator of(Spec spec) {
        for (IndicatorDefinition definition : ALL) {
            if (definition.name().equals(spec.name())) {
                return definition.factory().create(Arguments.of(definition.parameters(), spec));
            }
        }
        throw new SpecException(
                "no indicator '"
                        + spec.name()
                        + "': expected one of "
                        + ALL.stream().map(IndicatorDefinition::name).toList());
    }
}
