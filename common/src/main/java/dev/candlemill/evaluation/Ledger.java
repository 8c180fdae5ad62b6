package dev.candlemill.evaluation;

import dev.candlemill.evaluation.TradeOutcome.State;
import java.util.ArrayList;
import java.util.List;
import org.ta4j.core.BaseTradingRecord;
import org.ta4j.core.Position;
import org.ta4j.core.Trade;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/**
 * Writes positions down, as outcomes and as trades of ta4j. The latter are at prices with the fees
 * in them: some of ta4j's criteria leave transaction costs out.
 */
final class Ledger {

    private static final Num ONE_UNIT = DoubleNum.valueOf(1);

    private final PriceSeries prices;
    private final TradingRules rules;
    private final List<TradeOutcome> outcomes = new ArrayList<>();
    private final List<Trade> trades = new ArrayList<>();
    private int closedTrades;

    private boolean isLong;
    private int signal;
    private int entry;
    private double entryFill;

    Ledger(PriceSeries prices, TradingRules rules) {
        this.prices = prices;
        this.rules = rules;
    }

    /** At the open of a candle, decided on another. */
    void enter(boolean asLong, int decidedOn, int candle) {
        isLong = asLong;
        signal = decidedOn;
        entry = candle;
        entryFill = rules.fill(asLong, prices.all().open(candle));
    }

    /** At the open of a candle. */
    void exit(int candle) {
        double fill = rules.fill(!isLong, prices.all().open(candle));
        double net = rules.net(!isLong, fill);
        end(
                new End(
                        prices.openIndex(candle),
                        prices.all().openTime(candle),
                        candle - entry,
                        State.CLOSED),
                fill,
                net);
    }

    /** At the last close. */
    void mark() {
        int last = prices.to() - 1;
        double close = prices.all().close(last);
        end(
                new End(
                        prices.closeIndex(last),
                        prices.all().closeTime(last),
                        prices.to() - entry,
                        State.OPEN),
                close,
                close);
    }

    /** The first candle before {@code end} in which a short loses everything; -1 for none. */
    int ruin(int end) {
        for (int i = entry; !isLong && i < end; i++) {
            if (prices.all().high(i) >= ruinPrice()) {
                return i;
            }
        }
        return -1;
    }

    void wipeOut(int candle) {
        end(
                new End(
                        candle == entry ? prices.closeIndex(candle) : prices.openIndex(candle),
                        prices.all().closeTime(candle),
                        candle - entry + 1,
                        State.WIPED_OUT),
                ruinPrice(),
                ruinPrice());
    }

    private double ruinPrice() {
        return 2 * rules.net(isLong, entryFill);
    }

    private record End(int index, long time, int candles, State state) {}

    private void end(End end, double fill, double net) {
        Num entryNet = DoubleNum.valueOf(rules.net(isLong, entryFill));
        Num exitNet = DoubleNum.valueOf(isLong ? net : Math.min(net, ruinPrice()));
        int entryIndex = prices.openIndex(entry);
        Trade in =
                isLong
                        ? Trade.buyAt(entryIndex, entryNet, ONE_UNIT)
                        : Trade.sellAt(entryIndex, entryNet, ONE_UNIT);
        Trade out =
                isLong
                        ? Trade.sellAt(end.index, exitNet, ONE_UNIT)
                        : Trade.buyAt(end.index, exitNet, ONE_UNIT);
        trades.add(in);
        trades.add(out);
        closedTrades = end.state == State.OPEN ? closedTrades : trades.size();
        outcomes.add(
                new TradeOutcome(
                        isLong,
                        prices.all().openTime(signal),
                        prices.all().openTime(entry),
                        entryFill,
                        end.time,
                        fill,
                        end.candles,
                        new Position(in, out).getGrossReturn().doubleValue() - 1,
                        end.state));
    }

    List<TradeOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    TradingRecord record() {
        return record(trades);
    }

    /** Without what is still held. */
    TradingRecord closedOnly() {
        return record(trades.subList(0, closedTrades));
    }

    private static TradingRecord record(List<Trade> some) {
        return some.isEmpty()
                ? new BaseTradingRecord()
                : new BaseTradingRecord(some.toArray(Trade[]::new));
    }
}
