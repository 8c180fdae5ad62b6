package dev.candlemill.evaluation;

/**
 * One position from its entry to its end.
 *
 * @param isLong whether it was bought first
 * @param signalTime open time of the candle that the entry was decided on, epoch milliseconds
 * @param entryTime open time of the candle at whose open it was entered
 * @param entryPrice with slippage, without the fee
 * @param exitTime open time of the candle at whose open it was left; of an {@link State#OPEN} one
 *     the close time of the last candle
 * @param exitPrice with slippage, without the fee; of an open one the last close as it is
 * @param candles held, the one of the entry included and that of the exit not
 * @param returned as a share of what was put in, after costs: 0.05 is 5 %
 */
public record TradeOutcome(
        boolean isLong,
        long signalTime,
        long entryTime,
        double entryPrice,
        long exitTime,
        double exitPrice,
        int candles,
        double returned,
        State state) {

    /** How it ended. */
    public enum State {
        CLOSED,
        /** Still held at the end: marked to the last close, without costs. */
        OPEN,
        /** A short whose price doubled: all that was put in is lost, and nothing follows. */
        WIPED_OUT
    }
}
