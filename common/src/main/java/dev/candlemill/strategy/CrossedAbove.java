package dev.candlemill.strategy;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.Rule;
import org.ta4j.core.TradingRecord;

/**
 * Satisfied where x crosses above y: x is above y now, and was below y on the last candle on which
 * the two differed, however long they have been equal since. Candles on which one of them is not
 * defined are passed over. For a cross below, swap the two.
 */
public final class CrossedAbove implements Rule {

    private static final double BELOW = -1;
    private static final double ABOVE = 1;

    private final StrategySeries series;
    private final int position;
    private final DoubleSupplier x;
    private final DoubleSupplier y;

    /**
     * @param position of the strategy's memory that belongs to this rule alone
     */
    public CrossedAbove(StrategySeries series, int position, DoubleSupplier x, DoubleSupplier y) {
        this.series = series;
        this.position = position;
        this.x = x;
        this.y = y;
    }

    @Override
    public boolean isSatisfied(int index, @Nullable TradingRecord none) {
        double left = x.getAsDouble();
        double right = y.getAsDouble();
        double before = series.memory(position);
        if (left > right) {
            series.remember(position, ABOVE);
            return before == BELOW;
        }
        if (left < right) {
            series.remember(position, BELOW);
        }
        return false;
    }
}
