package dev.candlemill.indicator;

import dev.candlemill.calendar.Spelling;
import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Spec;
import dev.candlemill.spec.SpecException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All indicators by name. */
public final class Indicators {

    private static final List<IndicatorDefinition> ALL =
            List.of(
                    Sma.DEFINITION,
                    Ema.DEFINITION,
                    Macd.DEFINITION,
                    Adx.DEFINITION,
                    Rsi.DEFINITION,
                    Stochastic.DEFINITION,
                    Cci.DEFINITION,
                    Bollinger.DEFINITION,
                    Atr.DEFINITION,
                    Obv.DEFINITION,
                    Vwap.DEFINITION,
                    Mfi.DEFINITION,
                    Smma.DEFINITION,
                    WeightedMean.WMA,
                    Hma.DEFINITION,
                    MultipleEma.DEMA,
                    MultipleEma.TEMA,
                    Kama.DEFINITION,
                    WeightedMean.TRIMA,
                    Vwma.DEFINITION,
                    Change.ROC,
                    Change.MOMENTUM,
                    WilliamsR.DEFINITION,
                    StochRsi.DEFINITION,
                    RsiEma.DEFINITION,
                    Donchian.DEFINITION,
                    Keltner.DEFINITION,
                    SuperTrend.DEFINITION,
                    Psar.DEFINITION,
                    Ichimoku.DEFINITION,
                    Aroon.DEFINITION,
                    Cmf.DEFINITION,
                    Spread.STDDEV,
                    Spread.VARIANCE,
                    Spread.ZSCORE,
                    Range.HIGHEST,
                    Range.LOWEST,
                    TrueRange.DEFINITION);

    /** Other common names, accepted but never written. */
    private static final Map<String, String> ALIASES =
            Map.of("stoch", "stochastic", "rma", "smma", "bb", "bollinger");

    /**
     * Made before, by text. An indicator holds nothing of any series, and how long its seed weighs
     * is dear to compute: every symbol of a run asks for the same few.
     */
    private static final Map<String, Indicator> MADE = new ConcurrentHashMap<>();

    /** More than anyone uses at once; beyond, they are made each time. */
    private static final int MOST_MADE = 2_000;

    private Indicators() {}

    /** The catalogue's first, in its order. */
    public static List<IndicatorDefinition> all() {
        return ALL;
    }

    /**
     * The indicator that a text names: {@code sma(20)}.
     *
     * @throws SpecException when there is none of this name, or with every wrong parameter
     */
    public static Indicator of(String text) {
        Indicator made = MADE.get(text);
        if (made == null) {
            made = of(Spec.parse(text));
            if (MADE.size() < MOST_MADE) {
                MADE.put(text, made);
            }
        }
        return made;
    }

    /** As {@link #of(String)}. */
    public static Indicator of(Spec spec) {
        String name = ALIASES.getOrDefault(spec.name(), spec.name());
        for (IndicatorDefinition definition : ALL) {
            if (definition.name().equals(name)) {
                Spec named = new Spec(name, spec.positional(), spec.named());
                return definition.factory().create(Arguments.of(definition.parameters(), named));
            }
        }
        List<String> names = ALL.stream().map(IndicatorDefinition::name).toList();
        throw new SpecException(
                "no indicator '"
                        + spec.name()
                        + "': expected one of "
                        + names
                        + Spelling.didYouMean(spec.name(), names));
    }
}
