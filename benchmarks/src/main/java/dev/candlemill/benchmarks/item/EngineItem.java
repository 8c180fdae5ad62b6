package dev.candlemill.benchmarks.item;

import static java.util.Objects.requireNonNull;

import dev.candlemill.benchmarks.item.Runs.Job;
import dev.candlemill.benchmarks.replay.ReplaySettings;
import dev.candlemill.benchmarks.run.RunResult;
import dev.candlemill.benchmarks.run.StateKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** (a) The engine alone, against Flink's window operator over the same bars. */
public final class EngineItem implements Item {

    private static final double HEAP_TARGET = 1_500_000;
    private static final double ROCKSDB_TARGET = 500_000;
    private static final double WINDOW_FACTOR = 50;

    @Override
    public String letter() {
        return "a";
    }

    @Override
    public String title() {
        return "engine: pages of 288 into a discarding sink";
    }

    @Override
    public List<Figure> measure(Scale scale, Consumer<String> progress) throws Exception {
        Runs heap = runs(Job.FOLD, StateKind.HEAP, scale, scale.heapBars());
        Runs rocks = runs(Job.FOLD, StateKind.ROCKSDB, scale, scale.rocksBars());
        Runs windowHeap = runs(Job.WINDOW, StateKind.HEAP, scale, scale.windowHeapBars());
        Runs windowRocks = runs(Job.WINDOW, StateKind.ROCKSDB, scale, scale.windowRocksBars());
        progress.accept("warm-up, and the same rows from both");
        RunResult common = compare(scale);
        for (int round = 0; round < scale.rounds(); round++) {
            for (Runs runs : List.of(heap, rocks, windowHeap, windowRocks)) {
                runs.add(progress);
            }
        }
        requireStateDoesNotMatter(scale, progress, rocks);
        List<Figure> figures = figures(heap, rocks, windowHeap, windowRocks);
        String equal =
                String.format("the same rows from all four, checksum %016x", common.checksum());
        figures.add(Figure.of("a", equal, "rows", common.rows()));
        return figures;
    }

    private static List<Figure> figures(Runs heap, Runs rocks, Runs windowHeap, Runs windowRocks) {
        List<Figure> figures = new ArrayList<>();
        figures.add(heap.figure("a", null).atLeast(HEAP_TARGET));
        figures.add(rocks.figure("a", null).atLeast(ROCKSDB_TARGET));
        figures.add(windowHeap.figure("a", null));
        figures.add(windowRocks.figure("a", null));
        figures.add(Runs.ratio("a", "fold / window operator, heap", heap, windowHeap));
        figures.add(
                Runs.ratio("a", "fold / window operator, RocksDB", rocks, windowRocks)
                        .atLeast(WINDOW_FACTOR));
        return figures;
    }

    /** Rows of the common bars from all four, or an error. */
    private static RunResult compare(Scale scale) throws Exception {
        @Nullable RunResult expected = null;
        for (Job job : List.of(Job.FOLD, Job.WINDOW)) {
            for (StateKind state : StateKind.values()) {
                Runs runs = runs(job, state, scale, scale.windowRocksBars());
                RunResult result = runs.run();
                expected = expected == null ? result : expected;
                Runs.requireSameRows(expected, result, runs.title());
            }
        }
        return requireNonNull(expected);
    }

    /** The long RocksDB runs too must give what the heap gives. */
    private static void requireStateDoesNotMatter(
            Scale scale, Consumer<String> progress, Runs rocks) throws Exception {
        Runs same = runs(Job.FOLD, StateKind.HEAP, scale, scale.rocksBars());
        Runs.requireSameRows(same.add(progress), rocks.last(), rocks.title());
    }

    private static Runs runs(Job job, StateKind state, Scale scale, int bars) {
        return new Runs(
                job, state, ReplaySettings.of("XNYS", scale.symbols(), bars, Runs.PARALLELISM));
    }
}
