package dev.candlemill.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.spec.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/indicators.md} says what the registry says. */
final class IndicatorReferenceTest {

    private static final String HEAD =
            """
            # Indicators

            Written by `make docs` from the registry; a test fails when it is stale.

            An indicator is named with its parameters: `sma(20)`, `macd(12,26,9)`, `bollinger(20,2.5)`,
            `rsi(14,mean=cutler)`; numbers by position or by name, words by name, what is left out has
            its default. `stoch`, `bb` and `rma` are other names of `stochastic`, `bollinger` and `smma`.

            Values are called after all parameters, `sma_10`, `rsi_14_cutler`, `bb_upper_20_2p5`; those of
            `macd(12,26,9)`, `stochastic(14,3,1)` and `bollinger(20,2)` have bare names. The first twelve rows
            below, with the parameters of the columns, are what every candle has; the rest is for setups.

            A value depends on the candles of its symbol and timeframe only. Bars count from 1:

            - **defined**: from this bar on every value exists; before, it is NULL, never 0. A value without
              meaning later on, such as VWAP without volume or a rate of change from 0, is NULL, too.
            - **usable**: from here on the formula's seed weighs less than 1e-3; windows have none.
            - **stable**: from here on the value is within 1e-9 of that from infinite history, relative to the
              price, or to 100 for percentages: it does not matter how much history was loaded. Where it says
              "never", no number of bars promises that: of OBV only the changes may be compared; SuperTrend
              and parabolic SAR agree from the first turn that two histories have in common.

            The lengths are those of the defaults. Formulas, seeds and how the lengths follow from them stand
            in the Javadoc of each class in `dev.candlemill.indicator`.

            | spec with defaults | what | category | unit | values | defined | usable | stable |
            |---|---|---|---|---|---|---|---|
            """;

    /**
     * Run with {@code -Dsurefire.arguments=-Dcandlemill.regenerate=true} to write the page anew.
     */
    @Test
    void describesEveryIndicatorInTheDocs() throws Exception {
        Path page =
                Path.of(System.getProperty("candlemill.root", "..")).resolve("docs/indicators.md");
        if (Boolean.getBoolean("candlemill.regenerate")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, markdown());
        }

        assertThat(page)
                .as("stale: regenerate it with `make docs`")
                .exists()
                .hasContent(markdown());
    }

    @Test
    void everyClassStatesItsLengthsInItsJavadoc() throws Exception {
        Path sources =
                Path.of(System.getProperty("candlemill.root", ".."))
                        .resolve("common/src/main/java/dev/candlemill/indicator");
        StringBuilder words = new StringBuilder();
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.toList()) {
                words.append(Files.readString(file).replaceAll("\\s+(\\* )?", " "));
            }
        }
        for (IndicatorDefinition definition : Indicators.all()) {
            Indicator made = Indicators.of(definition.name());
            assertThat(words)
                    .contains(
                            "{@code %s} is defined after %d, usable after %d and %s"
                                    .formatted(
                                            made,
                                            made.definedAfter(),
                                            made.usableAfter(),
                                            made.stableAfter() == Lengths.NEVER
                                                    ? "never stable"
                                                    : "stable after " + made.stableAfter()));
        }
    }

    private static String markdown() {
        return HEAD
                + rows(IndicatorReferenceTest::lengthsRow)
                + """

                ## Parameters

                | indicator | parameter | values | default | meaning |
                |---|---|---|---|---|
                """
                + rows(IndicatorReferenceTest::parameterRows)
                + """

                ## Sources, and how others differ

                | indicator | |
                |---|---|
                """
                + rows(d -> "| `%s` | %s |\n".formatted(d.name(), d.source()));
    }

    private static String rows(Function<IndicatorDefinition, String> row) {
        return Indicators.all().stream().map(row).collect(Collectors.joining());
    }

    private static String lengthsRow(IndicatorDefinition definition) {
        Indicator made = Indicators.of(definition.name());
        return "| `%s` | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        made,
                        definition.title(),
                        definition.category().name().toLowerCase(Locale.ROOT),
                        definition.unit(),
                        code(made.valueNames()),
                        made.definedAfter(),
                        made.usableAfter(),
                        made.stableAfter() == Lengths.NEVER ? "never" : made.stableAfter());
    }

    private static String parameterRows(IndicatorDefinition definition) {
        return definition.parameters().stream()
                .map(parameter -> parameterRow(definition.name(), parameter))
                .collect(Collectors.joining());
    }

    private static String parameterRow(String indicator, Parameter parameter) {
        String values =
                parameter.kind() == Parameter.Kind.CHOICE
                        ? code(parameter.choices())
                        : "%s to %s %s"
                                .formatted(
                                        number(parameter.min()),
                                        number(parameter.max()),
                                        parameter.unit());
        return "| `%s` | `%s` | %s | `%s` | %s |\n"
                .formatted(
                        indicator,
                        parameter.name(),
                        values.strip(),
                        parameter.defaultValue(),
                        parameter.description());
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String code(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(" "));
    }
}
