package dev.candlemill.strategy;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.Rule;
import org.ta4j.core.TradingRecord;

/**
 * Satisfied on the first candle on which x is below y, and again only after x was above y. A rule
 * that joins a series in its middle waits for that too: it cannot know since when x is below. For
 * the first candle above, swap the two.
 */
public final class FirstBelow implements Rule {

    private static final double ARMED = 1;
    private static final double DISARMED = 0;

    private final StrategySeries series;
    private final int position;
    private final DoubleSupplier x;
    private final DoubleSupplier y;

    /**
     * @param position of the strategy's memory that belongs to this rule alone
     */
    public FirstBelow(StrategySeries series, int position, DoubleSupplier x, DoubleSupplier y) {
        this.series = series;
        this.position = position;
        this.x = x;
        this.y = y;
    }

    @Override
    public boolean isSatisfied(int index, @Nullable TradingRecord none) {
        double left = x.getAsDouble();
        double right = y.getAsDouble();
        boolean first = false;
        if (left < right) {
            first = series.memory(position) == ARMED;
            series.remember(position, DISARMED);
        } else if (!(left == right)) {
            // Above, or not defined: then it has not been below either.
            series.remember(position, ARMED);
        }
        return first;
    }
}
