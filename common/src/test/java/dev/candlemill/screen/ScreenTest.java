package dev.candlemill.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ScreenTest {

    private static final Columns COLUMNS = new Columns(List.of("sma_10", "it's"));

    /** All that may stand in the text of a query. */
    private static final Pattern OURS =
            Pattern.compile(
                    "(?:\\?::double precision|\\?::text|::double precision|indicators ->>"
                            + "|nullif|AND|OR|NOT|<=|>=|<>|[-+*/()<>=, ]| 0|"
                            + String.join("|", new Columns(List.of()).names())
                            + ")*");

    private static ScreenSql sql(String text) {
        return ScreenSql.of(ScreenParser.parse(text, COLUMNS));
    }

    @Test
    void becomesSqlWithParameters() {
        assertThat(sql("rsi_14 < 30 and close > sma_200"))
                .isEqualTo(
                        new ScreenSql(
                                "((rsi_14::double precision < ?::double precision) AND"
                                        + " (close::double precision > sma_200::double precision))",
                                List.of(30.0)));
        assertThat(sql("(SMA_10 - close) / close >= -.5e-1"))
                .isEqualTo(
                        new ScreenSql(
                                "((((indicators ->> ?::text)::double precision - close::double precision)"
                                        + " / nullif(close::double precision, 0)) >="
                                        + " (- ?::double precision))",
                                List.of("sma_10", 0.05)));
    }

    @Test
    void bindsAsInArithmeticAndLogic() {
        assertThat(sql("open = 1 or not high != 2 and low == 3 - 4 * 5").text())
                .isEqualTo(
                        sql("(open = 1) or ((not (high <> 2)) and (low = (3 - (4 * 5))))").text())
                .startsWith("((open");
        assertThat(sql("1 - 2 - 3 < 8 / 4 / 2").text())
                .isEqualTo(sql("((1 - 2) - 3) < ((8 / 4) / 2)").text());
    }

    @Test
    void listsColumnsInTheOrderOfTheirMention() {
        assertThat(ScreenParser.parse("close > sma_10 and close < open", COLUMNS).columns())
                .extracting(Column::name)
                .containsExactly("close", "sma_10", "open");
    }

    @Test
    void saysWhereItStopsAndWhatItExpected() {
        assertRefused("rsi_41 < 30", 0, "no column 'rsi_41'", "did you mean rsi_14?");
        assertRefused("rsi_14 < ", 9, "expected a number, a column or '('", "found the end");
        assertRefused("rsi_14", 6, "expected a comparison such as '< 30', found the end");
        assertRefused("close > 1 and rsi_14", 20, "expected a comparison");
        assertRefused("close > 1 rsi_14 < 2", 10, "expected 'and', 'or' or the end", "'rsi_14'");
        assertRefused("(close > 1", 10, "expected ')' for the '(' at character 1");
        assertRefused("1 < close < 2", 10, "expected 'and' or 'or' between two comparisons");
        assertRefused("(close > 1) + 2 > 3", 0, "expected a number, found a condition");
        assertRefused("close > 'x'", 8, "expected a number, a column", "found '''");
        assertRefused("close > 1e999", 8, "expected a smaller number");
        assertRefused("", 0, "found the end");
        assertRefused("(".repeat(200), 101, "at most 100");
        assertRefused("-".repeat(200) + "1 < 2", 101, "at most 100");
    }

    private static void assertRefused(String text, int position, String... reasons) {
        assertThatThrownBy(() -> ScreenParser.parse(text, COLUMNS))
                .isInstanceOfSatisfying(
                        ScreenException.class,
                        e -> assertThat(e.position()).as(e.getMessage()).isEqualTo(position))
                .hasMessageContainingAll(reasons);
    }

    /** Random conditions with noise among them: refused, or SQL of our own words. */
    @Test
    void hostileTextNeverReachesSql() {
        SplittableRandom random = new SplittableRandom(31);
        int understood = 0;
        for (int run = 0; run < 50_000; run++) {
            String text = condition(random, 3);
            for (int noise = random.nextInt(3); noise > 0; noise--) {
                int at = random.nextInt(text.length() + 1);
                text =
                        text.substring(0, at)
                                + NOISE[random.nextInt(NOISE.length)]
                                + text.substring(at);
            }
            ScreenSql sql;
            try {
                sql = sql(text);
            } catch (ScreenException refused) {
                continue;
            }
            understood++;
            assertThat(OURS.matcher(sql.text()).matches())
                    .as("%s -> %s", text, sql.text())
                    .isTrue();
            assertThat(sql.text().chars().filter(c -> c == '?').count())
                    .isEqualTo(sql.parameters().size());
        }
        assertThat(understood).isBetween(10_000, 40_000);
    }

    private static final String[] NOISE = {
        "; DROP TABLE candles",
        "--",
        "/*",
        "*/",
        "'",
        "\"",
        "$1",
        "?",
        "::text",
        "pg_sleep(9)",
        " union select 1",
        "\u0000",
        "\n",
        "it's",
        "1e5",
        "\\",
        "indicators",
        "\uff43lose",
        "(",
        ")",
        "-",
        " ",
        "0"
    };

    private static String condition(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 1 : 4)) {
            case 1 -> condition(random, depth - 1) + " and " + condition(random, depth - 1);
            case 2 -> "(" + condition(random, depth - 1) + ") or " + condition(random, depth - 1);
            case 3 -> "not " + condition(random, depth - 1);
            default ->
                    number(random, depth) + pick(random, "<", ">=", "=", "!=") + number(random, 0);
        };
    }

    private static String number(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 2 : 4)) {
            case 0 -> pick(random, "close", "rsi_14", "SMA_10", "bar_count");
            case 1 -> pick(random, "30", "2.5", ".5", "1e3");
            case 2 -> "-" + number(random, depth - 1);
            default ->
                    "("
                            + number(random, depth - 1)
                            + pick(random, "+", "-", "*", " / ")
                            + number(random, depth - 1)
                            + ")";
        };
    }

    private static String pick(SplittableRandom random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
