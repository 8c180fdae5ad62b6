package dev.candlemill.kafka;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whose candles are sent.
 *
 * @param ofAll of every symbol
 * @param andWanted whether also those that are wanted of a symbol alone
 */
public record SentTimeframes(Set<Timeframe> ofAll, boolean andWanted) implements Serializable {

    public SentTimeframes {
        ofAll = Set.copyOf(ofAll);
    }

    public static SentTimeframes all() {
        return new SentTimeframes(EnumSet.allOf(Timeframe.class), false);
    }

    boolean contains(CandlePage page, int row) {
        Timeframe timeframe = page.timeframe(row);
        return ofAll.contains(timeframe) || andWanted && page.isWanted(timeframe);
    }
}
