package dev.candlemill.indicator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Indicators of one series in a fixed order, over one shared window of candles: what is computed
 * for every candle, and the layout of what has to be remembered for it. Immutable, and holds
 * nothing of any series: one object serves all series, and all threads.
 */
public final class IndicatorSet {

    /** Computes nothing. */
    public static final IndicatorSet NONE = new IndicatorSet(List.of(), 0);

    private static final IndicatorSet CATALOGUE =
            of(
                    "sma(20)",
                    "sma(50)",
                    "sma(200)",
                    "ema(12)",
                    "ema(26)",
                    "macd(12,26,9)",
                    "adx(14)",
                    "rsi(14)",
                    "stochastic(14,3)",
                    "cci(20)",
                    "bollinger(20,2)",
                    "atr(14)",
                    "obv",
                    "vwap",
                    "mfi(14)");

    /** Made before, by what is behind the catalogue: most symbols of a run have equal sets. */
    private static final Map<List<String>, IndicatorSet> MADE = new ConcurrentHashMap<>();

    private static final int MOST_MADE = 1_000;

    private final Formula[] indicators;
    private final int[] memories;
    private final int[] valuesAt;
    private final List<String> valueNames = new ArrayList<>();
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final int catalogueWidth;
    private final StateLayout layout;

    private IndicatorSet(List<Indicator> indicators, int catalogueWidth) {
        this.indicators = indicators.toArray(Formula[]::new);
        this.catalogueWidth = catalogueWidth;
        layout = StateLayout.of(indicators);
        memories = layout.slots().stream().mapToInt(slot -> slot.at() + 1).toArray();
        valuesAt = new int[this.indicators.length];
        for (int i = 0; i < valuesAt.length; i++) {
            valuesAt[i] = valueNames.size();
            positions.put(this.indicators[i].spec().toString(), i);
            valueNames.addAll(this.indicators[i].valueNames());
        }
    }

    /** Just these, in this order. */
    static IndicatorSet of(String... indicators) {
        List<Indicator> made = Arrays.stream(indicators).map(Indicators::of).toList();
        int width = made.stream().mapToInt(indicator -> indicator.valueNames().size()).sum();
        return new IndicatorSet(made, width);
    }

    /** The catalogue: what has a typed column in the candle tables, in the columns' order. */
    public static IndicatorSet catalogue() {
        return CATALOGUE;
    }

    /**
     * The catalogue, and further indicators behind it, in canonical form and sorted; what the
     * catalogue has already is not computed twice.
     *
     * @throws dev.candlemill.spec.SpecException for what is no indicator
     */
    public static IndicatorSet catalogueAnd(Collection<String> further) {
        Map<String, Indicator> added = new TreeMap<>();
        for (String text : further) {
            Indicator indicator = Indicators.of(text);
            if (!CATALOGUE.positions.containsKey(indicator.spec().toString())) {
                added.put(indicator.spec().toString(), indicator);
            }
        }
        if (added.isEmpty()) {
            return CATALOGUE;
        }
        List<String> key = List.copyOf(added.keySet());
        IndicatorSet made = MADE.get(key);
        if (made == null) {
            List<Indicator> all = new ArrayList<>(CATALOGUE.indicators());
            all.addAll(added.values());
            made = new IndicatorSet(all, CATALOGUE.width());
            if (MADE.size() < MOST_MADE) {
                MADE.put(key, made);
            }
        }
        return made;
    }

    /**
     * Just these, in canonical form and sorted, without the catalogue: for a replay that stores no
     * row.
     *
     * @throws dev.candlemill.spec.SpecException for what is no indicator
     */
    public static IndicatorSet only(Collection<String> indicators) {
        Map<String, Indicator> made = new TreeMap<>();
        for (String text : indicators) {
            Indicator indicator = Indicators.of(text);
            made.put(indicator.spec().toString(), indicator);
        }
        return new IndicatorSet(List.copyOf(made.values()), 0);
    }

    public List<Indicator> indicators() {
        return List.of(indicators);
    }

    /** Values per candle. */
    public int width() {
        return valueNames.size();
    }

    /** The values' names, the catalogue's columns first. */
    public List<String> valueNames() {
        return List.copyOf(valueNames);
    }

    /** How many of the values have a typed column. */
    public int catalogueWidth() {
        return catalogueWidth;
    }

    /**
     * Where the first value of an indicator stands among the values; best in canonical form, which
     * need not be parsed.
     *
     * @throws IllegalArgumentException when it is not in the set
     */
    public int indexOf(String indicator) {
        return valuesAt[position(indicator)];
    }

    private int position(String indicator) {
        Integer position = positions.get(indicator);
        if (position == null) {
            position = positions.get(Indicators.of(indicator).spec().toString());
        }
        if (position == null) {
            throw new IllegalArgumentException(
                    indicator + " is not in the set: expected one of " + positions.keySet());
        }
        return position;
    }

    /** Doubles to remember per series; all zeros before the first candle. */
    public int stateSize() {
        return layout.size();
    }

    /** Says what each double of the state means; states of equal layout are interchangeable. */
    public String layout() {
        return layout.toString();
    }

    WindowLayout window() {
        return layout.window();
    }

    /** Takes in a window's new candles; the values of each come behind those of the one before. */
    void update(CandleWindow window, double[] state, double[] values) {
        int width = valueNames.size();
        for (int i = 0; i < indicators.length; i++) {
            int memory = memories[i];
            double seen = state[memory - 1];
            indicators[i].update(window, state, memory, values, valuesAt[i], width);
            state[memory - 1] = seen + window.candles();
        }
    }

    /**
     * Candles that one indicator has seen: those of the series, or fewer where the indicator was
     * added to a series that had begun before.
     */
    public long barCount(double[] state, String indicator) {
        return Indicator.seen(state, memories[position(indicator)]);
    }

    /**
     * A state of this set from one of another layout: what both have is taken over, indicator by
     * indicator, and goes on as if nothing had happened. What only this set has begins with the
     * next candle, and is undefined until it has seen as many as it needs.
     *
     * @throws IllegalArgumentException when the other is no layout, or not that of the state
     */
    public double[] adopt(String otherLayout, double[] other) {
        return layout.adopt(StateLayout.parse(otherLayout), other);
    }
}
