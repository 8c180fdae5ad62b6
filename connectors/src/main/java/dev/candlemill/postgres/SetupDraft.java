package dev.candlemill.postgres;

import dev.candlemill.bar.Symbols;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.spec.Spec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A setup as somebody wrote it.
 *
 * @param indicators such as {@code SMA( 10 )}; those of the catalogue need not be named
 * @param strategies such as {@code rsi} or {@code rsi(14,30,70)}
 */
public record SetupDraft(
        String id,
        String symbol,
        List<String> timeframes,
        List<String> indicators,
        List<String> strategies) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    /** Which indicators and strategies exist. */
    public interface Rules {

        /** Reads the form only. */
        Rules FORM_ONLY =
                new Rules() {
                    @Override
                    public String indicator(String text) {
                        return Spec.parse(text).toString();
                    }

                    @Override
                    public String strategy(String text) {
                        return Spec.parse(text).toString();
                    }
                };

        /**
         * The canonical form of an indicator, with all its parameters.
         *
         * @throws IllegalArgumentException saying what was expected
         */
        String indicator(String text);

        /** The same of a strategy. */
        String strategy(String text);

        /** Why a setup cannot run, although each of its parts is known. */
        default List<String> misfits(TradingSetup setup) {
            return List.of();
        }
    }

    public SetupDraft {
        timeframes = List.copyOf(timeframes);
        indicators = List.copyOf(indicators);
        strategies = List.copyOf(strategies);
    }

    /**
     * An active setup in canonical form, each entry once.
     *
     * @throws SetupException with every mistake
     */
    TradingSetup checked(Rules rules) {
        List<String> problems = new ArrayList<>();
        if (!ID.matcher(id).matches()) {
            problems.add(
                    "id '"
                            + id
                            + "': expected 1 to 64 lower case letters, digits, - and _,"
                            + " beginning with a letter or digit");
        }
        if (!Symbols.isLegal(symbol)) {
            problems.add("symbol '" + symbol + "': expected " + Symbols.EXPECTED);
        }
        List<Timeframe> lengths = timeframes(problems);
        List<String> knownIndicators = each(indicators, rules::indicator, problems);
        List<String> knownStrategies = each(strategies, rules::strategy, problems);
        if (indicators.isEmpty() && strategies.isEmpty()) {
            problems.add("expected a strategy or an indicator, found none");
        }
        if (!problems.isEmpty()) {
            throw new SetupException(problems);
        }
        TradingSetup setup =
                new TradingSetup(
                        id,
                        symbol,
                        lengths,
                        knownIndicators,
                        knownStrategies,
                        TradingSetup.Status.ACTIVE);
        List<String> misfits = rules.misfits(setup);
        if (!misfits.isEmpty()) {
            throw SetupException.misfit(misfits);
        }
        return setup;
    }

    private List<Timeframe> timeframes(List<String> problems) {
        Set<Timeframe> lengths = new LinkedHashSet<>();
        for (String text : timeframes) {
            attempt(() -> lengths.add(Timeframe.parse(text)), problems::add);
        }
        if (timeframes.isEmpty()) {
            problems.add(
                    "expected at least one timeframe of "
                            + Timeframe.all().stream()
                                    .map(Timeframe::wire)
                                    .collect(Collectors.joining(" ")));
        }
        return lengths.stream().sorted().toList();
    }

    private interface Reading {
        String of(String text);
    }

    private static List<String> each(List<String> texts, Reading reading, List<String> problems) {
        Set<String> canonical = new LinkedHashSet<>();
        for (String text : texts) {
            attempt(() -> canonical.add(reading.of(text)), problems::add);
        }
        return List.copyOf(canonical);
    }

    private static void attempt(Runnable reading, Consumer<String> mistake) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            mistake.accept(String.valueOf(e.getMessage()));
        }
    }
}
