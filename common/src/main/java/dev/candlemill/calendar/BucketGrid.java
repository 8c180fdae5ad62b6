package dev.candlemill.calendar;

/**
 * Which slot of a session belongs to which bucket, for 5m up to 1d. Shared by all sessions of one
 * shape: same segments, same offset to the alignment's grid. Immutable; indices only, no times.
 */
public final class BucketGrid {

    private final int slotCount;
    private final int[][] bucketOfSlot;
    private final int[][] firstSlot;
    private final int[][] endSlot;
    private final int[][] expectedBars;

    /**
     * @param bucketOfSlot by timeframe ordinal (5m to 1d) and slot; -1 in a break
     * @param firstSlot by timeframe and bucket: the clipped start
     * @param endSlot by timeframe and bucket, exclusive: the clipped end
     */
    BucketGrid(int slotCount, int[][] bucketOfSlot, int[][] firstSlot, int[][] endSlot) {
        this.slotCount = slotCount;
        this.bucketOfSlot = bucketOfSlot;
        this.firstSlot = firstSlot;
        this.endSlot = endSlot;
        this.expectedBars = new int[bucketOfSlot.length][];
        for (int timeframe = 0; timeframe < bucketOfSlot.length; timeframe++) {
            expectedBars[timeframe] = new int[firstSlot[timeframe].length];
            for (int bucket : bucketOfSlot[timeframe]) {
                if (bucket >= 0) {
                    expectedBars[timeframe][bucket]++;
                }
            }
        }
    }

    public int slotCount() {
        return slotCount;
    }

    public boolean isTrading(int slot) {
        return bucketOfSlot[0][slot] >= 0;
    }

    public int bucketCount(int timeframe) {
        return firstSlot[timeframe].length;
    }

    public int bucketAt(int timeframe, int slot) {
        return bucketOfSlot[timeframe][slot];
    }

    public int firstSlot(int timeframe, int bucket) {
        return firstSlot[timeframe][bucket];
    }

    public int endSlot(int timeframe, int bucket) {
        return endSlot[timeframe][bucket];
    }

    /** 5-minute slots of the bucket that lie inside segments. */
    public int expectedBars(int timeframe, int bucket) {
        return expectedBars[timeframe][bucket];
    }
}
