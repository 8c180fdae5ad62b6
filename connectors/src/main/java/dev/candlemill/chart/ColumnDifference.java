package dev.candlemill.chart;

/**
 * How one column of an export differs from ours.
 *
 * @param header in the export
 * @param ours our column
 * @param matched rows that have a value on both sides
 * @param onlyTheirs rows of the export without a value here
 * @param onlyOurs rows here, within the time of the export, without a value there
 * @param beyond matched rows that differ by more than the tolerance
 * @param absolute the largest difference
 * @param relative the largest difference as a share of the larger value
 */
public record ColumnDifference(
        String header,
        String ours,
        int matched,
        int onlyTheirs,
        int onlyOurs,
        int beyond,
        Largest absolute,
        Largest relative) {

    /**
     * @param difference 0 where nothing differs, NaN where nothing was compared
     * @param time of the row; empty where nothing differs
     */
    public record Largest(double difference, String time) {}
}
