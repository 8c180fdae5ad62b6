package dev.candlemill.screen;

import dev.candlemill.screen.Expression.Comparison;
import dev.candlemill.screen.Expression.Condition;
import dev.candlemill.screen.Expression.Operator;
import dev.candlemill.screen.Expression.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions: {@code or} binds weakest, then {@code and}, {@code not}, comparisons, plus and
 * minus, times and over, and the sign of a number. Words in any case.
 */
public final class ScreenParser {

    private static final Map<String, Comparison> COMPARISONS =
            Map.of(
                    "<", Comparison.LESS,
                    "<=", Comparison.AT_MOST,
                    ">", Comparison.MORE,
                    ">=", Comparison.AT_LEAST,
                    "=", Comparison.EQUAL,
                    "==", Comparison.EQUAL,
                    "!=", Comparison.UNEQUAL,
                    "<>", Comparison.UNEQUAL);
    private static final Map<String, Operator> SUMS =
            Map.of("+", Operator.PLUS, "-", Operator.MINUS);
    private static final Map<String, Operator> PRODUCTS =
            Map.of("*", Operator.TIMES, "/", Operator.OVER);

    /** Of parentheses, signs and negations; a person needs a handful. */
    private static final int DEEPEST = 100;

    private static final int LONGEST = 10_000;

    private final Columns columns;
    private final List<Token> tokens;
    private int at;
    private int depth;

    private ScreenParser(String text, Columns columns) {
        this.columns = columns;
        this.tokens = Token.all(text);
    }

    /**
     * @throws ScreenException at the first place that cannot be meant
     */
    public static Condition parse(String text, Columns columns) {
        if (text.length() > LONGEST) {
            throw new ScreenException(
                    LONGEST, "expected at most " + LONGEST + " characters, found " + text.length());
        }
        ScreenParser parser = new ScreenParser(text, columns);
        Condition condition = parser.condition(parser.or(), 0);
        if (parser.next().kind() != Token.Kind.END) {
            throw parser.expected("'and', 'or' or the end");
        }
        return condition;
    }

    private Token next() {
        return tokens.get(at);
    }

    private boolean takeSign(String sign) {
        boolean taken = next().isSign(sign);
        at += taken ? 1 : 0;
        return taken;
    }

    private boolean takeWord(String word) {
        boolean taken = next().isWord(word);
        at += taken ? 1 : 0;
        return taken;
    }

    private Expression or() {
        int from = next().position();
        Expression left = and();
        while (next().isWord("or")) {
            Condition first = condition(left, from);
            at++;
            int second = next().position();
            left = new Expression.Either(first, condition(and(), second));
        }
        return left;
    }

    private Expression and() {
        int from = next().position();
        Expression left = not();
        while (next().isWord("and")) {
            Condition first = condition(left, from);
            at++;
            int second = next().position();
            left = new Expression.Both(first, condition(not(), second));
        }
        return left;
    }

    private Expression not() {
        if (takeWord("not")) {
            int from = next().position();
            deeper();
            Condition condition = condition(not(), from);
            depth--;
            return new Expression.Not(condition);
        }
        return comparison();
    }

    private Expression comparison() {
        int from = next().position();
        Expression left = sum();
        @Nullable Comparison sign = take(COMPARISONS);
        if (sign == null) {
            return left;
        }
        Value first = value(left, from);
        int second = next().position();
        Expression compared = new Expression.Compared(first, sign, value(sum(), second));
        if (next().kind() == Token.Kind.SIGN && COMPARISONS.containsKey(next().text())) {
            throw expected("'and' or 'or' between two comparisons");
        }
        return compared;
    }

    private Expression sum() {
        int from = next().position();
        Expression left = product();
        for (Operator sign = take(SUMS); sign != null; sign = take(SUMS)) {
            Value first = value(left, from);
            int second = next().position();
            left = new Expression.Combined(first, sign, value(product(), second));
        }
        return left;
    }

    private Expression product() {
        int from = next().position();
        Expression left = signed();
        for (Operator sign = take(PRODUCTS); sign != null; sign = take(PRODUCTS)) {
            Value first = value(left, from);
            int second = next().position();
            left = new Expression.Combined(first, sign, value(signed(), second));
        }
        return left;
    }

    private <T> @Nullable T take(Map<String, T> signs) {
        T sign = next().kind() == Token.Kind.SIGN ? signs.get(next().text()) : null;
        at += sign == null ? 0 : 1;
        return sign;
    }

    private Expression signed() {
        if (takeSign("-")) {
            int from = next().position();
            deeper();
            Value value = value(signed(), from);
            depth--;
            return new Expression.Negated(value);
        }
        return primary();
    }

    private Expression primary() {
        Token token = next();
        if (takeSign("(")) {
            deeper();
            Expression inner = or();
            depth--;
            if (!takeSign(")")) {
                throw expected("')' for the '(' at character " + (token.position() + 1));
            }
            return inner;
        }
        if (token.kind() == Token.Kind.NUMBER) {
            at++;
            return new Expression.Number(number(token));
        }
        boolean isKeyword = token.isWord("and") || token.isWord("or") || token.isWord("not");
        if (token.kind() != Token.Kind.WORD || isKeyword) {
            throw expected("a number, a column or '('");
        }
        at++;
        return new Expression.Named(columns.at(token.position(), token.text()));
    }

    private static double number(Token token) {
        double number = Double.parseDouble(token.text());
        if (Double.isInfinite(number)) {
            throw new ScreenException(
                    token.position(), "expected a smaller number, found " + token.found());
        }
        return number;
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw expected("at most " + DEEPEST + " parentheses and signs inside each other");
        }
    }

    private Condition condition(Expression expression, int position) {
        if (expression instanceof Condition condition) {
            return condition;
        }
        if (next().kind() == Token.Kind.END || next().kind() == Token.Kind.SIGN) {
            throw expected("a comparison such as '< 30'");
        }
        throw new ScreenException(
                position, "expected a condition such as rsi_14 < 30, found a number");
    }

    private static Value value(Expression expression, int position) {
        if (expression instanceof Value value) {
            return value;
        }
        throw new ScreenException(position, "expected a number, found a condition");
    }

    private ScreenException expected(String what) {
        return new ScreenException(
                next().position(), "expected " + what + ", found " + next().found());
    }
}
