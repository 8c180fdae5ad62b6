package dev.candlemill.jobs.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What one seed runs, and when it is killed.
 *
 * @param share of the expected rows that are stored when the kill becomes due
 * @param waitsForCheckpoint whether it then waits until a checkpoint is in flight
 * @param killsTwice whether the second attempt is killed as well, after a checkpoint of its own
 */
record KillPlan(
        Input input,
        String backend,
        String delivery,
        double share,
        boolean waitsForCheckpoint,
        boolean killsTwice) {

    /** What is read: bars of which some come twice or break a rule. */
    enum Input {
        /** All else is in order: every candle is final at once. */
        ORDERED("0"),
        /** Some come late, some again with other values: candles are revised. */
        CORRECTED("0.0003");

        private final String share;

        Input(String share) {
            this.share = share;
        }

        List<String> arguments() {
            return List.of(
                    "--source=simulated",
                    "--stocks=3",
                    "--crypto=0",
                    "--set=simulated.duplicate=0.002",
                    "--set=simulated.bad=0.002",
                    "--set=simulated.late=" + share,
                    "--set=simulated.revised=" + share,
                    "--strategies=every_candle,sma_cross(3,8),rsi(5,40,60),bollinger(10,1)",
                    "--strategy-timeframes=1h,1d",
                    "--warm-up=defined",
                    "--indicators=supertrend(5,2)",
                    "--set=kafka.timeframes=1h,1d,1w,1M",
                    "--from=2024-05-01",
                    "--to=2025-03-01",
                    "--parallelism=2");
        }
    }

    static KillPlan of(int seed) {
        return new KillPlan(
                seed % 5 < 2 ? Input.ORDERED : Input.CORRECTED,
                seed % 2 == 0 ? "rocksdb" : "hashmap",
                seed % 3 == 2 ? "exactly-once" : "at-least-once",
                seed % 5 == 0 ? 0.1 : 0.1 + 0.6 * new SplittableRandom(seed).nextDouble(),
                seed % 4 < 2,
                seed % 5 == 0);
    }

    List<String> arguments() {
        List<String> all = new ArrayList<>(input.arguments());
        all.add("--state=" + backend);
        all.add("--set=kafka.delivery=" + delivery);
        all.add("--checkpoint-interval=100ms");
        return all;
    }

    @Override
    public String toString() {
        return input.name().toLowerCase(Locale.ROOT) + " bars, " + backend + ", " + delivery;
    }
}
