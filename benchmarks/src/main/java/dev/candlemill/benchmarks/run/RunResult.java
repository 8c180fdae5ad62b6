package dev.candlemill.benchmarks.run;

/**
 * One run of a job.
 *
 * @param bars that were timed
 * @param seconds from the first timed event to the last row
 * @param wholeSeconds from before the cluster's start to after its end
 * @param rows candles that came out, untimed ones included
 * @param checksum of these rows, see {@link RowSum}
 * @param signals that came out
 * @param valueSum checksum of the rows' indicator values and of the signals
 * @param checkpoints that completed
 * @param stateBytes of the last completed checkpoint, or -1 when there is none
 */
public record RunResult(
        long bars,
        double seconds,
        double wholeSeconds,
        long rows,
        long checksum,
        long signals,
        long valueSum,
        long checkpoints,
        long stateBytes) {

    public double barsPerSecond() {
        return bars / seconds;
    }

    public double wholeBarsPerSecond() {
        return bars / wholeSeconds;
    }
}
