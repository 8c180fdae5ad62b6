package dev.candlemill.benchmarks.item;

/**
 * How much the items run.
 *
 * @param rounds how often each measurement is taken, in turn with those it is compared with
 * @param symbols of the engine and of one-bar pages
 * @param heapBars per symbol, engine on the heap
 * @param rocksBars per symbol, engine on RocksDB
 * @param windowHeapBars per symbol, window operator on the heap
 * @param windowRocksBars per symbol, window operator on RocksDB; also the bars that all compare
 * @param singleBars per symbol, in pages of one
 * @param symbolSteps numbers of symbols of the scaling item
 * @param scalingBars of all symbols together, about
 * @param storedBars per symbol, end to end into Postgres
 * @param seriesBars per symbol, engine with everything on, and on the same bars candles only
 * @param ta4jSymbols ta4j's objects fill the heap, so fewer than the others
 * @param ta4jBars per symbol
 * @param corrections of each kind that are timed
 * @param latencySeconds at each rate of the latency item; a quarter of it of the serving item
 * @param clients of the API at a time
 * @param servedCandles in one of its answers
 */
public record Scale(
        int rounds,
        int symbols,
        int heapBars,
        int rocksBars,
        int windowHeapBars,
        int windowRocksBars,
        int singleBars,
        int[] symbolSteps,
        int scalingBars,
        int storedBars,
        int seriesBars,
        int ta4jSymbols,
        int ta4jBars,
        int corrections,
        int latencySeconds,
        int[] clients,
        int servedCandles) {

    private static final int PAGE = 288;

    /** What {@code docs/benchmarks.md} shows: some 25 minutes on two cores. */
    public static Scale full() {
        return new Scale(
                3,
                1000,
                100 * PAGE,
                70 * PAGE,
                4 * PAGE,
                PAGE,
                600,
                new int[] {10, 100, 1000, 10_000},
                28_800_000,
                10 * PAGE,
                40 * PAGE,
                50,
                20 * PAGE,
                200,
                20,
                new int[] {1, 8, 64},
                5_000);
    }

    /** One round, fewer bars: a few minutes. */
    public static Scale quick() {
        return new Scale(
                1,
                1000,
                40 * PAGE,
                30 * PAGE,
                PAGE,
                PAGE / 3,
                120,
                new int[] {10, 100, 1000, 10_000},
                14_400_000,
                2 * PAGE,
                20 * PAGE,
                50,
                6 * PAGE,
                50,
                8,
                new int[] {1, 8, 64},
                5_000);
    }

    /** Seconds, for tests that look at what comes out and never at the clock. */
    public static Scale tiny() {
        return new Scale(
                1,
                4,
                600,
                600,
                300,
                200,
                20,
                new int[] {2, 8},
                4_800,
                300,
                600,
                2,
                300,
                2,
                1,
                new int[] {1, 2},
                200);
    }
}
