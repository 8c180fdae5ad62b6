package dev.candlemill.screen;

import java.util.LinkedHashSet;
import java.util.Set;

/** A condition or a number, as a tree that has been checked: conditions and numbers never mix. */
public sealed interface Expression {

    /** True, false or unknown of a candle. */
    sealed interface Condition extends Expression {}

    /** A number or NULL of a candle. */
    sealed interface Value extends Expression {}

    /** What combines two numbers. */
    enum Operator {
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        OVER("/");

        final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    /** What compares two numbers. */
    enum Comparison {
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">="),
        EQUAL("="),
        UNEQUAL("<>");

        final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }
    }

    record Number(double value) implements Value {}

    record Named(Column column) implements Value {}

    record Negated(Value value) implements Value {}

    record Combined(Value left, Operator operator, Value right) implements Value {}

    record Compared(Value left, Comparison comparison, Value right) implements Condition {}

    record Both(Condition left, Condition right) implements Condition {}

    record Either(Condition left, Condition right) implements Condition {}

    record Not(Condition condition) implements Condition {}

    /** In the order of their first mention. */
    default Set<Column> columns() {
        Set<Column> columns = new LinkedHashSet<>();
        collect(this, columns);
        return columns;
    }

    private static void collect(Expression expression, Set<Column> columns) {
        if (expression instanceof Named named) {
            columns.add(named.column);
        } else if (expression instanceof Negated negated) {
            collect(negated.value, columns);
        } else if (expression instanceof Combined combined) {
            collect(combined.left, columns);
            collect(combined.right, columns);
        } else if (expression instanceof Compared compared) {
            collect(compared.left, columns);
            collect(compared.right, columns);
        } else if (expression instanceof Both both) {
            collect(both.left, columns);
            collect(both.right, columns);
        } else if (expression instanceof Either either) {
            collect(either.left, columns);
            collect(either.right, columns);
        } else if (expression instanceof Not not) {
            collect(not.condition, columns);
        }
    }
}
