package dev.candlemill.evaluation;

import dev.candlemill.strategy.StrategyReplay.Event;
import java.util.Arrays;
import java.util.List;
import org.ta4j.core.analysis.CashFlow;

/**
 * The events of one strategy with the outcome that they would have had: a signal on a candle's
 * close is filled at the next candle's open, gaps included; a position is left at the opposite
 * signal's next open, and what is held at the end is marked to the last close. Only events on
 * candles of the range count.
 */
public final class Evaluation {

    private final PriceSeries prices;
    private final List<TradeOutcome> trades;
    private final EventCounts events;
    private final Ledger ledger;
    private final Performance performance;

    private Evaluation(
            PriceSeries prices, EventCounts events, Ledger ledger, Performance performance) {
        this.prices = prices;
        this.trades = ledger.outcomes();
        this.events = events;
        this.ledger = ledger;
        this.performance = performance;
    }

    /**
     * @param events of the whole series, in order
     */
    public static Evaluation of(PriceSeries prices, List<Event> events, TradingRules rules) {
        Ledger ledger = new Ledger(prices, rules);
        EventCounts counts = new Walk(prices, rules.side(), ledger).over(events);
        Ledger holding =
                new Ledger(
                        prices, new TradingRules(Side.LONG, rules.feeBps(), rules.slippageBps()));
        holding.enter(true, prices.from(), prices.from());
        holding.mark();
        double held = holding.outcomes().get(0).returned();
        Performance performance = Performance.of(prices, ledger.outcomes(), ledger, held);
        return new Evaluation(prices, counts, ledger, performance);
    }

    /** In the order of their entries. */
    public List<TradeOutcome> trades() {
        return trades;
    }

    public EventCounts events() {
        return events;
    }

    public Performance performance() {
        return performance;
    }

    /** What 1 at the beginning was worth at the close of each candle of the range. */
    public double[] equity() {
        CashFlow flow = new CashFlow(prices.series(), ledger.record());
        double[] equity = new double[prices.candles()];
        Arrays.setAll(
                equity, i -> flow.getValue(prices.closeIndex(prices.from() + i)).doubleValue());
        return equity;
    }

    /** From event to event. */
    private static final class Walk {
        private final PriceSeries prices;
        private final Side side;
        private final Ledger ledger;
        private int held;
        private boolean ruined;
        private int acted;
        private int idle;
        private int unfilled;

        Walk(PriceSeries prices, Side side, Ledger ledger) {
            this.prices = prices;
            this.side = side;
            this.ledger = ledger;
        }

        EventCounts over(List<Event> events) {
            for (Event event : events) {
                if (event.candle() >= prices.from() && event.candle() < prices.to()) {
                    take(event);
                }
            }
            if (survives(prices.to()) && held != 0) {
                ledger.mark();
            }
            return new EventCounts(acted, idle, unfilled);
        }

        private void take(Event event) {
            int fill = event.candle() + 1;
            int wanted = side.after(event.type());
            if (fill == prices.to()) {
                unfilled++;
            } else if (!survives(fill) || wanted == held) {
                idle++;
            } else {
                acted++;
                if (held != 0) {
                    ledger.exit(fill);
                }
                if (wanted != 0) {
                    ledger.enter(wanted > 0, event.candle(), fill);
                }
                held = wanted;
            }
        }

        private boolean survives(int until) {
            int ruin = held == 0 ? -1 : ledger.ruin(until);
            if (ruin >= 0) {
                ledger.wipeOut(ruin);
                ruined = true;
                held = 0;
            }
            return !ruined;
        }
    }
}
