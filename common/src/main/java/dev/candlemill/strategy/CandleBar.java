package dev.candlemill.strategy;

import dev.candlemill.indicator.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.ta4j.core.Bar;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/** A view of one entry as a ta4j bar; see {@link StrategyPlan} for the form. Cannot be changed. */
final class CandleBar implements Bar {

    private static final long serialVersionUID = 1L;

    private final transient StrategyPlan plan;
    private final double[] entries;
    private final int at;

    CandleBar(StrategyPlan plan, double[] entries, int at) {
        this.plan = plan;
        this.entries = entries;
        this.at = at;
    }

    private Num num(Field field) {
        return DoubleNum.valueOf(entries[at + plan.position(field)]);
    }

    private long millis(int position) {
        return (long) entries[at + position];
    }

    @Override
    public Duration getTimePeriod() {
        return Duration.ofMillis(millis(StrategyPlan.CLOSE_TIME) - millis(StrategyPlan.OPEN_TIME));
    }

    @Override
    public ZonedDateTime getBeginTime() {
        return time(StrategyPlan.OPEN_TIME);
    }

    @Override
    public ZonedDateTime getEndTime() {
        return time(StrategyPlan.CLOSE_TIME);
    }

    private ZonedDateTime time(int position) {
        return Instant.ofEpochMilli(millis(position)).atZone(ZoneOffset.UTC);
    }

    @Override
    public Num getOpenPrice() {
        return num(Field.OPEN);
    }

    @Override
    public Num getHighPrice() {
        return num(Field.HIGH);
    }

    @Override
    public Num getLowPrice() {
        return num(Field.LOW);
    }

    @Override
    public Num getClosePrice() {
        return num(Field.CLOSE);
    }

    @Override
    public Num getVolume() {
        return num(Field.VOLUME);
    }

    /** Not known of a candle: volume at the close. */
    @Override
    public Num getAmount() {
        return getClosePrice().multipliedBy(getVolume());
    }

    @Override
    public long getTrades() {
        return 0;
    }

    @Override
    public void addTrade(Num tradeVolume, Num tradePrice) {
        throw new UnsupportedOperationException("a candle cannot be changed");
    }

    @Override
    public void addPrice(Num price) {
        throw new UnsupportedOperationException("a candle cannot be changed");
    }
}
