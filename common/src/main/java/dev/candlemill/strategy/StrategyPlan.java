package dev.candlemill.strategy;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.Field;
import dev.candlemill.indicator.Indicator;
import dev.candlemill.indicator.Indicators;
import dev.candlemill.spec.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One strategy of one setup, ready to run, and the form of what it keeps in sight per candle: an
 * entry is open time, close time, open, high, low, close, volume, the values of its inputs, then
 * the higher timeframe's close and the values of its inputs.
 */
final class StrategyPlan {

    static final int OPEN_TIME = 0;
    static final int CLOSE_TIME = 1;
    private static final int PRICES = 2;
    static final int INPUTS = 7;

    private static final int MAX_BAR_COUNT = 5_000;
    private static final int MAX_MEMORY = 10_000;

    /** Whether it has failed, and the candles it has seen; then memory; then entries, if any. */
    static final int HEADER = 2;

    /** An indicator that a strategy reads, and where its values stand in an entry. */
    record Input(String declared, String canonical, Indicator indicator, int at) {
        boolean is(String text) {
            return declared.equals(text) || canonical.equals(text);
        }
    }

    final SetupStrategy name;
    final SignalStrategy strategy;
    final int barCount;
    final int memorySize;
    final @Nullable Timeframe higher;
    final List<Input> inputs;
    final List<Input> higherInputs;
    final int higherClose;
    final int width;

    /** Names of the values that an event was decided on, and where they stand in an entry. */
    final String[] valueNames;

    final int[] valuePlaces;

    StrategyPlan(String setup, NamedStrategy named) {
        this.name = SetupStrategy.of(setup, named.spec().toString());
        this.strategy = named.strategy();
        this.barCount = within("barCount", strategy.barCount(), 1, MAX_BAR_COUNT);
        this.memorySize = within("memorySize", strategy.memorySize(), 0, MAX_MEMORY);
        this.higher = strategy.higher().orElse(null);
        this.inputs = inputs(strategy.indicators(), INPUTS);
        this.higherClose = end(inputs, INPUTS);
        this.higherInputs = inputs(strategy.higherIndicators(), higherClose + 1);
        this.width = end(higherInputs, higherClose + 1);
        List<String> names = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        name(inputs, "", names, places);
        name(higherInputs, higher == null ? "" : higher.wire() + ".", names, places);
        this.valueNames = names.toArray(String[]::new);
        this.valuePlaces = places.stream().mapToInt(Integer::intValue).toArray();
        if (higher == null && !higherInputs.isEmpty()) {
            throw new SpecException(
                    "reads "
                            + strategy.higherIndicators()
                            + " of a higher timeframe, and names no higher timeframe");
        }
    }

    private static void name(
            List<Input> inputs, String prefix, List<String> names, List<Integer> places) {
        for (Input input : inputs) {
            List<String> values = input.indicator().valueNames();
            for (int i = 0; i < values.size(); i++) {
                String name = prefix + values.get(i);
                if (!names.contains(name)) {
                    names.add(name);
                    places.add(input.at() + i);
                }
            }
        }
    }

    private static int within(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new SpecException(
                    what + " expected from " + min + " to " + max + ", found " + value);
        }
        return value;
    }

    private static List<Input> inputs(List<String> declared, int from) {
        List<Input> inputs = new ArrayList<>();
        int at = from;
        for (String text : declared) {
            Indicator indicator = Indicators.of(text);
            inputs.add(new Input(text, indicator.spec().toString(), indicator, at));
            at += indicator.valueNames().size();
        }
        return List.copyOf(inputs);
    }

    private static int end(List<Input> inputs, int from) {
        return from + inputs.stream().mapToInt(i -> i.indicator().valueNames().size()).sum();
    }

    int stateSize() {
        return HEADER + memorySize + (barCount > 1 ? barCount * width : 0);
    }

    /** Changes with whatever would give remembered doubles another meaning. */
    String layoutName() {
        String shape =
                memorySize + "," + barCount + "," + inputs(inputs) + "," + inputs(higherInputs);
        long hash = SetupStrategy.of(shape, higher == null ? "" : higher.wire()).key();
        return String.format(Locale.ROOT, "s%016x.%016x", name.key(), hash);
    }

    private static List<String> inputs(List<Input> inputs) {
        return inputs.stream().map(Input::canonical).toList();
    }

    int position(Field field) {
        return PRICES
                + switch (field) {
                    case OPEN -> 0;
                    case HIGH -> 1;
                    case LOW -> 2;
                    case CLOSE -> 3;
                    case VOLUME -> 4;
                };
    }

    int position(String indicator, int value) {
        return position(inputs, indicator, value);
    }

    int higherPosition(String indicator, int value) {
        return position(higherInputs, indicator, value);
    }

    private int position(List<Input> among, String indicator, int value) {
        for (Input input : among) {
            if (input.is(indicator)) {
                int values = input.indicator().valueNames().size();
                if (value < 0 || value >= values) {
                    throw new IllegalArgumentException(
                            indicator + " has " + values + " values, and none at " + value);
                }
                return input.at() + value;
            }
        }
        throw new IllegalArgumentException(
                name.spec()
                        + " reads "
                        + indicator
                        + ", and has declared only "
                        + among.stream().map(Input::declared).toList());
    }
}
