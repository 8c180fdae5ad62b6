package dev.candlemill.evaluation;

/**
 * What became of the events inside the range.
 *
 * @param acted entered, exited, or both
 * @param idle asked for what was held already, or to leave what was not held
 * @param unfilled came on the last candle: there is no next open
 */
public record EventCounts(int acted, int idle, int unfilled) {

    public int all() {
        return acted + idle + unfilled;
    }
}
