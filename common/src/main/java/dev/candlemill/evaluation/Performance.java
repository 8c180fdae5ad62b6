package dev.candlemill.evaluation;

import java.util.List;
import org.ta4j.core.AnalysisCriterion.PositionFilter;
import org.ta4j.core.Position;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.criteria.MaximumDrawdownCriterion;
import org.ta4j.core.criteria.PositionsRatioCriterion;
import org.ta4j.core.criteria.pnl.ReturnCriterion;

/**
 * Trades in sum, by ta4j's criteria. Everything is put into every trade, so returns multiply.
 * Shares: 0.05 is 5 %.
 *
 * @param trades those still open included
 * @param winRate of closed trades, those with a profit after costs; NaN without any
 * @param averageReturn of closed trades; NaN without any
 * @param totalReturn with what is open marked to the last close
 * @param maxDrawdown the deepest fall from a peak, seen at every open and close
 * @param buyAndHold entered at the first open with costs, marked to the last close
 * @param exposure share of the candles in which something was held
 */
public record Performance(
        int trades,
        double winRate,
        double averageReturn,
        double totalReturn,
        double maxDrawdown,
        double buyAndHold,
        double exposure) {

    static Performance of(
            PriceSeries prices, List<TradeOutcome> trades, Ledger ledger, double buyAndHold) {
        TradingRecord all = ledger.record();
        TradingRecord closed = ledger.closedOnly();
        boolean hasClosed = !closed.getPositions().isEmpty();
        ReturnCriterion returned = new ReturnCriterion();
        return new Performance(
                trades.size(),
                hasClosed
                        ? new PositionsRatioCriterion(PositionFilter.PROFIT)
                                .calculate(prices.series(), closed)
                                .doubleValue()
                        : Double.NaN,
                hasClosed ? average(prices, closed) : Double.NaN,
                returned.calculate(prices.series(), all).doubleValue() - 1,
                new MaximumDrawdownCriterion().calculate(prices.series(), all).doubleValue(),
                buyAndHold,
                (double) trades.stream().mapToInt(TradeOutcome::candles).sum() / prices.candles());
    }

    private static double average(PriceSeries prices, TradingRecord record) {
        ReturnCriterion returned = new ReturnCriterion();
        double sum = 0;
        for (Position position : record.getPositions()) {
            sum += returned.calculate(prices.series(), position).doubleValue() - 1;
        }
        return sum / record.getPositions().size();
    }
}
