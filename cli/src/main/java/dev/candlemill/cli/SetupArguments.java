package dev.candlemill.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What was written behind a subcommand of {@code setup}. */
record SetupArguments(ParseResult parsed) {

    static final String JSON = "--json";

    /** The flags of several subcommands. */
    enum Option {
        SYMBOL("--symbol", "SYMBOL", "Canonical id: XNAS:AAPL."),
        TIMEFRAMES("--timeframes", "LIST", "On which candles, separated by commas: 1h,1d."),
        STRATEGY(
                "--strategy",
                "SPEC",
                "A strategy with its parameters: 'rsi(14,30,70)'. Several times for several."),
        INDICATOR(
                "--indicator",
                "SPEC",
                "An indicator beyond the columns of candles: 'sma(10)'. Several times for several."),
        REASON("--reason", "TEXT", "Why; shown in the list.");

        private final String flag;
        private final String label;
        private final String description;

        Option(String flag, String label, String description) {
            this.flag = flag;
            this.label = label;
            this.description = description;
        }

        OptionSpec spec() {
            return OptionSpec.builder(flag)
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("1")
                    .paramLabel(label)
                    .description(description)
                    .build();
        }
    }

    String id() {
        return parsed.matchedPositionalValue(0, "");
    }

    /** The last one written; empty for none. */
    String text(Option option) {
        List<String> texts = texts(option);
        return texts.isEmpty() ? "" : texts.get(texts.size() - 1);
    }

    /** Empty when the flag was not written; an empty text stands for an empty list. */
    Optional<List<String>> list(Option option) {
        List<String> texts = texts(option);
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        Stream<String> parts =
                option == Option.TIMEFRAMES
                        ? texts.stream().flatMap(text -> Stream.of(text.split(",", -1)))
                        : texts.stream();
        return Optional.of(parts.map(String::trim).filter(part -> !part.isEmpty()).toList());
    }

    boolean wantsJson() {
        return parsed.matchedOptionValue(JSON, false);
    }

    private List<String> texts(Option option) {
        OptionSpec matched = parsed.matchedOption(option.flag);
        return matched == null ? List.of() : matched.originalStringValues();
    }
}
