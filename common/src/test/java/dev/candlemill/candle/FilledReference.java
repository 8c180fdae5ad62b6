package dev.candlemill.candle;

import dev.candlemill.bar.Bar;
import dev.candlemill.calendar.BucketGrid;
import dev.candlemill.calendar.Period;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The candles of one symbol by definition, where missing bars are filled: those of the bars, and of
 * every other bucket of the calendar after the first bar that is final, a flat one.
 */
public final class FilledReference {

    private FilledReference() {}

    /**
     * Without revisions.
     *
     * @param asOf epoch milliseconds: the market time at which the run ends
     */
    public static List<Candle> candles(Market market, FoldOptions options, long asOf) {
        TreeMap<FoldRun.Key, Candle> all = new TreeMap<>();
        for (Candle candle : market.reference(options, asOf)) {
            all.put(FoldRun.key(candle), candle);
        }
        TreeMap<Long, Bar> bars = new TreeMap<>();
        market.bars().forEach(bar -> bars.put(bar.openTime(), bar));
        long first = bars.firstKey();
        Session session = market.calendar().sessionAt(first);
        while (session.openTime() < asOf) {
            for (Timeframe timeframe : Timeframe.all()) {
                for (Period bucket : buckets(session, timeframe)) {
                    boolean isFinal = bucket.closeTime() + options.graceMillis() <= asOf;
                    if (isFinal && bucket.openTime() > first) {
                        double close = bars.lowerEntry(bucket.openTime()).getValue().close();
                        Candle flat = flat(timeframe, bucket, close);
                        all.putIfAbsent(FoldRun.key(flat), flat);
                    }
                }
            }
            session = market.calendar().next(session.date());
        }
        return all.values().stream().toList();
    }

    private static List<Period> buckets(Session session, Timeframe timeframe) {
        if (timeframe == Timeframe.W1) {
            return List.of(session.week());
        }
        if (timeframe == Timeframe.MN1) {
            return List.of(session.month());
        }
        List<Period> buckets = new ArrayList<>();
        BucketGrid grid = session.grid();
        int t = timeframe.ordinal();
        for (int bucket = 0; bucket < grid.bucketCount(t); bucket++) {
            long open = session.slotOpen(grid.firstSlot(t, bucket));
            long close = session.slotOpen(grid.endSlot(t, bucket));
            int bars = grid.expectedBars(t, bucket);
            buckets.add(new Period(session.date(), open, close, bars, 0, 0));
        }
        return buckets;
    }

    private static Candle flat(Timeframe timeframe, Period bucket, double close) {
        return new Candle(
                FoldRun.SYMBOL,
                timeframe,
                bucket.openTime(),
                bucket.closeTime(),
                bucket.date(),
                close,
                close,
                close,
                close,
                0,
                0,
                bucket.expectedBars(),
                0,
                0);
    }
}
