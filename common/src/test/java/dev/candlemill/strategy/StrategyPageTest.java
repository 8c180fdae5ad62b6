package dev.candlemill.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import dev.candlemill.spec.Spec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/strategies.md} in step: its list of strategies, and the code that it quotes.
 */
final class StrategyPageTest {

    private static final Path ROOT = Path.of(System.getProperty("candlemill.root", ".."));
    private static final Path PAGE = ROOT.resolve("docs/strategies.md");
    private static final Pattern PART =
            Pattern.compile("<!-- (strategies|quote (\\S+)) -->\\n.*?<!-- end -->", Pattern.DOTALL);

    /**
     * Run with {@code -Dsurefire.arguments=-Dcandlemill.regenerate=true} to write the parts anew.
     */
    @Test
    void listsEveryStrategyAndQuotesWhatIsCompiled() throws Exception {
        String page = Files.readString(PAGE);
        assertThat(PART.matcher(page).results()).as("parts of %s", PAGE).hasSize(3);
        String fresh = PART.matcher(page).replaceAll(part -> quoted(fresh(part)));
        if (Boolean.getBoolean("candlemill.regenerate")) {
            Files.writeString(PAGE, fresh);
        }

        assertThat(PAGE).as("stale: regenerate it with `make docs`").hasContent(fresh);
    }

    private static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }

    private static String fresh(MatchResult part) {
        String path = part.group(2);
        String text = path == null ? list() : "```java\n" + read(path) + "```\n";
        return "<!-- " + part.group(1) + " -->\n" + text + "<!-- end -->";
    }

    private static String read(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new AssertionError("quoted, and cannot be read: " + path, e);
        }
    }

    /** Ours, and none that only tests register. */
    private static List<StrategyDefinition> shipped() {
        Object ours = Strategies.class.getProtectionDomain().getCodeSource().getLocation();
        return Strategies.load(StrategyPageTest.class.getClassLoader()).all().stream()
                .filter(
                        definition ->
                                definition
                                        .getClass()
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .equals(ours))
                .toList();
    }

    private static String list() {
        StringBuilder list = new StringBuilder();
        for (StrategyDefinition strategy : shipped()) {
            list.append("\n### `").append(defaults(strategy)).append("`\n");
            list.append(strategy.description()).append(". ").append(strategy.events());
            list.append("\n\nConfidence: ").append(strategy.confidence()).append(".\n\n");
            list.append("| parameter | unit | range | default | |\n|---|---|---|---|---|\n");
            strategy.parameters().forEach(parameter -> list.append(row(parameter)));
        }
        return list.append('\n').toString();
    }

    private static Spec defaults(StrategyDefinition strategy) {
        Spec bare = new Spec(strategy.name(), List.of(), Map.of());
        return Arguments.of(strategy.parameters(), bare).canonical();
    }

    private static String row(Parameter parameter) {
        String range =
                parameter.choices().isEmpty()
                        ? written(parameter.min()) + " to " + written(parameter.max())
                        : String.join(", ", parameter.choices());
        return String.format(
                "| `%s` | %s | %s | %s | %s |\n",
                parameter.name(),
                parameter.unit(),
                range,
                parameter.defaultValue(),
                parameter.description());
    }

    private static String written(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
