package dev.candlemill.benchmarks.replay;

import java.util.Locale;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Names that Flink spreads evenly over the subtasks: ten random names may fall three to seven, and
 * the benchmark is about the cost per bar, not about luck.
 */
public final class ReplaySymbols {

    public static final int MAX_PARALLELISM = 128;

    private ReplaySymbols() {}

    /** The n-th name belongs to subtask n modulo parallelism within its share. */
    public static String[] of(int count, int parallelism) {
        String[] names = new String[count];
        int candidate = 0;
        for (int i = 0; i < count; i++) {
            String name = name(candidate++);
            while (subtask(name, parallelism) != i % parallelism) {
                name = name(candidate++);
            }
            names[i] = name;
        }
        return names;
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "SIM%05d", number);
    }

    private static int subtask(String name, int parallelism) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                name, MAX_PARALLELISM, parallelism);
    }
}
