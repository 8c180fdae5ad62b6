package dev.candlemill.benchmarks.window;

import dev.candlemill.calendar.Timeframe;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * Adds a bar to an open candle. A symbol's bars come in time order: a slot whose 1-minute bars came
 * apart would be counted twice.
 */
final class CandleAggregate implements AggregateFunction<SymbolBar, OpenCandle, OpenCandle> {

    private static final long serialVersionUID = 1L;

    @Override
    public OpenCandle createAccumulator() {
        return new OpenCandle();
    }

    @Override
    public OpenCandle add(SymbolBar bar, OpenCandle candle) {
        long slot = bar.openTime() / Timeframe.SLOT_MILLIS;
        boolean first = candle.inputCount == 0;
        if (first || bar.openTime() < candle.firstTime) {
            candle.firstTime = bar.openTime();
            candle.open = bar.open();
        }
        if (first || bar.openTime() > candle.lastTime) {
            candle.lastTime = bar.openTime();
            candle.close = bar.close();
        }
        candle.high = first ? bar.high() : Math.max(candle.high, bar.high());
        candle.low = first ? bar.low() : Math.min(candle.low, bar.low());
        candle.volume += bar.volume();
        candle.barCount += first || slot != candle.lastSlot ? 1 : 0;
        candle.lastSlot = slot;
        candle.inputCount++;
        return candle;
    }

    @Override
    public OpenCandle getResult(OpenCandle candle) {
        return candle;
    }

    @Override
    public OpenCandle merge(OpenCandle a, OpenCandle b) {
        throw new UnsupportedOperationException("calendar windows never merge");
    }
}
