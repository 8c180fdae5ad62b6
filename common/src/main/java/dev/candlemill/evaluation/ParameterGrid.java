package dev.candlemill.evaluation;

import dev.candlemill.calendar.Spelling;
import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import dev.candlemill.spec.Spec;
import dev.candlemill.spec.SpecException;
import dev.candlemill.strategy.Strategies;
import dev.candlemill.strategy.StrategyDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A strategy with several values for some parameters: {@code fast=5..50,slow=20..200/10}. Numbers
 * as {@code from..to}, {@code from..to/step} or alone, choices and lists as {@code a|b}.
 *
 * @param strategies canonical, in the order of the grid
 * @param skipped combinations that the strategy refuses
 * @param refusal what the strategy said to the first of them; empty for none
 */
public record ParameterGrid(List<String> strategies, int skipped, String refusal) {

    /** More would run for hours. */
    static final int MOST = 100_000;

    /** Before or behind the point; sums of longer numbers take minutes. */
    private static final int MOST_DIGITS = 1_000;

    public ParameterGrid {
        strategies = List.copyOf(strategies);
    }

    /**
     * @param base the strategy; its parameters hold where the grid names none
     * @throws SpecException for what cannot be read, unknown parameters and too many combinations
     */
    public static ParameterGrid of(String base, String grid, Strategies known) {
        Spec spec = Spec.parse(base);
        StrategyDefinition definition = definition(spec, known);
        Map<String, List<String>> values = new LinkedHashMap<>();
        fixed(definition, spec).forEach((name, value) -> values.put(name, List.of(value)));
        Set<String> varied = new LinkedHashSet<>();
        for (String part : grid.split(",", -1)) {
            vary(part.trim(), values, varied);
        }
        return combine(definition.name(), values, known);
    }

    private static StrategyDefinition definition(Spec spec, Strategies known) {
        List<String> names = known.all().stream().map(StrategyDefinition::name).toList();
        return known.all().stream()
                .filter(definition -> definition.name().equals(spec.name()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new SpecException(
                                        "no strategy '"
                                                + spec.name()
                                                + "': expected one of "
                                                + names
                                                + Spelling.didYouMean(spec.name(), names)));
    }

    private static Map<String, String> fixed(StrategyDefinition definition, Spec spec) {
        Arguments arguments = Arguments.of(definition.parameters(), spec);
        Map<String, String> fixed = new LinkedHashMap<>();
        for (Parameter parameter : definition.parameters()) {
            fixed.put(parameter.name(), arguments.choice(parameter.name()));
        }
        return fixed;
    }

    private static void vary(String part, Map<String, List<String>> values, Set<String> varied) {
        int equals = part.indexOf('=');
        if (equals < 1) {
            throw new SpecException(
                    "cannot read '" + part + "' of the grid: expected a form like fast=5..50");
        }
        String name = part.substring(0, equals).trim();
        if (!values.containsKey(name)) {
            throw new SpecException(
                    "no parameter '"
                            + name
                            + "' to vary: expected one of "
                            + values.keySet()
                            + Spelling.didYouMean(name, values.keySet()));
        }
        if (!varied.add(name)) {
            throw new SpecException(name + " is twice in the grid");
        }
        List<String> found = new ArrayList<>();
        for (String text : part.substring(equals + 1).split("\\|", -1)) {
            found.addAll(range(text.trim(), part));
        }
        values.put(name, found);
    }

    private static List<String> range(String text, String part) {
        int dots = text.indexOf("..");
        if (dots < 0 && !text.isEmpty()) {
            return List.of(text);
        }
        int slash = text.indexOf('/');
        BigDecimal from = number(dots < 0 ? "" : text.substring(0, dots), part);
        BigDecimal to = number(text.substring(dots + 2, slash < 0 ? text.length() : slash), part);
        BigDecimal step = slash < 0 ? BigDecimal.ONE : number(text.substring(slash + 1), part);
        if (step.signum() <= 0 || from.compareTo(to) > 0) {
            throw new SpecException(
                    "'"
                            + part
                            + "' of the grid has no values: expected from <= to and a step above 0");
        }
        if (to.subtract(from).divideToIntegralValue(step).compareTo(BigDecimal.valueOf(MOST))
                >= 0) {
            throw tooMany();
        }
        List<String> values = new ArrayList<>();
        for (BigDecimal next = from; next.compareTo(to) <= 0; next = next.add(step)) {
            values.add(next.stripTrailingZeros().toPlainString());
        }
        return values;
    }

    private static BigDecimal number(String text, String part) {
        @Nullable BigDecimal number = null;
        try {
            number = new BigDecimal(text.trim());
        } catch (NumberFormatException notANumber) {
            // said below, with where it stands
        }
        if (number != null && Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS) {
            number = null;
        }
        if (number == null) {
            throw new SpecException(
                    "cannot read '"
                            + part
                            + "' of the grid: expected numbers like 5..50 or 5..50/5, found '"
                            + text
                            + "'");
        }
        return number;
    }

    private static SpecException tooMany() {
        return new SpecException(
                "the grid has more than " + MOST + " combinations: expected larger steps");
    }

    private static ParameterGrid combine(
            String name, Map<String, List<String>> values, Strategies known) {
        List<Map<String, String>> rows = new ArrayList<>();
        rows.add(Map.of());
        for (Map.Entry<String, List<String>> parameter : values.entrySet()) {
            if ((long) rows.size() * parameter.getValue().size() > MOST) {
                throw tooMany();
            }
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> row : rows) {
                for (String value : parameter.getValue()) {
                    Map<String, String> next = new LinkedHashMap<>(row);
                    next.put(parameter.getKey(), value);
                    longer.add(next);
                }
            }
            rows = longer;
        }
        return valid(name, rows, known);
    }

    private static ParameterGrid valid(
            String name, List<Map<String, String>> rows, Strategies known) {
        Set<String> strategies = new LinkedHashSet<>();
        int skipped = 0;
        String refusal = "";
        for (Map<String, String> row : rows) {
            try {
                Spec spec = new Spec(name, List.of(), row);
                strategies.add(known.of(spec.toString()).spec().toString());
            } catch (SpecException e) {
                refusal = skipped++ == 0 ? String.valueOf(e.getMessage()) : refusal;
            }
        }
        return new ParameterGrid(List.copyOf(strategies), skipped, refusal);
    }
}
