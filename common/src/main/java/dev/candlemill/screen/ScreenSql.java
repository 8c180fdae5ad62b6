package dev.candlemill.screen;

import dev.candlemill.screen.Expression.Both;
import dev.candlemill.screen.Expression.Combined;
import dev.candlemill.screen.Expression.Compared;
import dev.candlemill.screen.Expression.Either;
import dev.candlemill.screen.Expression.Named;
import dev.candlemill.screen.Expression.Negated;
import dev.candlemill.screen.Expression.Not;
import dev.candlemill.screen.Expression.Number;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A condition as SQL over rows of {@code candles}. Its text consists of our signs and the names of
 * our columns; numbers and names of further indicators are parameters. What is NULL, divided by 0
 * or compared with either makes a comparison unknown, and what is unknown does not match.
 *
 * @param text with a {@code ?} for each parameter
 * @param parameters doubles and texts
 */
public record ScreenSql(String text, List<Object> parameters) {

    public ScreenSql {
        parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    }

    public static ScreenSql of(Expression expression) {
        Writer writer = new Writer();
        writer.write(expression);
        return new ScreenSql(writer.text.toString(), writer.parameters);
    }

    private static final class Writer {
        private final StringBuilder text = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();

        void write(Expression expression) {
            if (expression instanceof Number number) {
                parameter("?::double precision", number.value());
            } else if (expression instanceof Named named) {
                write(named.column());
            } else if (expression instanceof Negated negated) {
                text.append("(- ");
                write(negated.value());
                text.append(')');
            } else if (expression instanceof Combined combined) {
                write(combined);
            } else if (expression instanceof Compared compared) {
                pair(compared.left(), compared.comparison().sign, compared.right());
            } else if (expression instanceof Both both) {
                pair(both.left(), "AND", both.right());
            } else if (expression instanceof Either either) {
                pair(either.left(), "OR", either.right());
            } else if (expression instanceof Not not) {
                text.append("(NOT ");
                write(not.condition());
                text.append(')');
            }
        }

        private void write(Column column) {
            if (column.isFurther()) {
                parameter("(indicators ->> ?::text)::double precision", column.name());
            } else {
                text.append(column.name()).append("::double precision");
            }
        }

        private void write(Combined combined) {
            if (combined.operator() == Expression.Operator.OVER) {
                text.append('(');
                write(combined.left());
                text.append(" / nullif(");
                write(combined.right());
                text.append(", 0))");
            } else {
                pair(combined.left(), combined.operator().sign, combined.right());
            }
        }

        private void pair(Expression left, String sign, Expression right) {
            text.append('(');
            write(left);
            text.append(' ').append(sign).append(' ');
            write(right);
            text.append(')');
        }

        private void parameter(String sql, Object parameter) {
            text.append(sql);
            parameters.add(parameter);
        }
    }
}
