package dev.candlemill.cli;

import dev.candlemill.calendar.Timeframe;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What was written behind a command that reads the database. */
record Arguments(ParseResult parsed) {

    static final String SYMBOL = "--symbol";
    static final String TIMEFRAME = "--timeframe";
    static final String JSON = "--json";

    static void add(CommandSpec spec, String flag, String label, String description) {
        spec.addOption(
                OptionSpec.builder(flag)
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .paramLabel(label)
                        .description(description.replace("%", "%%"))
                        .build());
    }

    static void addSwitch(CommandSpec spec, String description, String... names) {
        spec.addOption(
                OptionSpec.builder(names).type(boolean.class).description(description).build());
    }

    /** Everything written after a flag. */
    List<String> texts(String flag) {
        OptionSpec matched = parsed.matchedOption(flag);
        return matched == null ? List.of() : matched.originalStringValues();
    }

    /** The last one written. */
    Optional<String> text(String flag) {
        List<String> texts = new ArrayList<>(texts(flag));
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts.get(texts.size() - 1));
    }

    String required(String flag, String example) {
        return text(flag)
                .filter(text -> !text.isBlank())
                .orElseThrow(
                        () ->
                                new UsageException(
                                        flag
                                                + ": found nothing, expected a value like "
                                                + example));
    }

    boolean has(String flag) {
        return parsed.matchedOptionValue(flag, false);
    }

    boolean wantsJson() {
        return has(JSON);
    }

    String positional(String label, String example) {
        String text = parsed.matchedPositionalValue(0, "");
        if (text.isBlank()) {
            throw new UsageException("expected " + label + " like " + example + ", found none");
        }
        return text;
    }

    String symbol() {
        return required(SYMBOL, "XNAS:AAPL");
    }

    Timeframe timeframe() {
        return Timeframe.parse(required(TIMEFRAME, "1h"));
    }

    double number(String flag, double byDefault) {
        String text = text(flag).orElse(Double.toString(byDefault));
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException(flag + ": found \"" + text + "\", expected a number");
    }

    /** Epoch milliseconds of a date, which begins in UTC, or an instant. */
    long time(String flag, long byDefault) {
        Optional<String> text = text(flag);
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            return text.get().contains("T")
                    ? Instant.parse(text.get()).toEpochMilli()
                    : LocalDate.parse(text.get())
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli();
        } catch (DateTimeException e) {
            throw new UsageException(
                    flag
                            + ": found \""
                            + text.get()
                            + "\", expected a date like 2025-01-06 or a time like 2025-01-06T14:30:00Z");
        }
    }
}
