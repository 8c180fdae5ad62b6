package dev.candlemill.strategy;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.Rule;
import org.ta4j.core.TradingRecord;

/**
 * Satisfied on the first candle that reaches a band, and again only after a candle wholly inside
 * both. A candle that reaches both satisfies nothing, and is a touch all the same.
 */
final class BandTouch implements Rule {

    private static final double ARMED = 1;
    private static final double DISARMED = 0;

    private final StrategySeries series;
    private final int position;
    private final BooleanSupplier touches;
    private final BooleanSupplier touchesOther;

    BandTouch(
            StrategySeries series,
            int position,
            BooleanSupplier touches,
            BooleanSupplier touchesOther) {
        this.series = series;
        this.position = position;
        this.touches = touches;
        this.touchesOther = touchesOther;
    }

    @Override
    public boolean isSatisfied(int index, @Nullable TradingRecord none) {
        boolean other = touchesOther.getAsBoolean();
        if (touches.getAsBoolean()) {
            boolean armed = series.memory(position) == ARMED;
            series.remember(position, DISARMED);
            return armed && !other;
        }
        if (!other) {
            series.remember(position, ARMED);
        }
        return false;
    }
}
