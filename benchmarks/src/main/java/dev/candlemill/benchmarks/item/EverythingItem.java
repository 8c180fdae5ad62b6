package dev.candlemill.benchmarks.item;

import dev.candlemill.benchmarks.item.Runs.Job;
import dev.candlemill.benchmarks.replay.ReplaySettings;
import dev.candlemill.benchmarks.run.RunResult;
import dev.candlemill.benchmarks.run.StateKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * (f) The engine with the full catalogue and a setup of four strategies per symbol, against candles
 * only, ta4j's indicators over our candles, and Flink's window operator without any.
 */
public final class EverythingItem implements Item {

    private static final double HEAP_TARGET = 500_000;
    private static final double ROCKSDB_TARGET = 250_000;

    @Override
    public String letter() {
        return "f";
    }

    @Override
    public String title() {
        return "engine with all indicators and four strategies per symbol";
    }

    @Override
    public List<Figure> measure(Scale scale, Consumer<String> progress) throws Exception {
        progress.accept("warm-up, and the same rows from all");
        compare(scale);
        Map<Job, Runs> heap = all(StateKind.HEAP, scale);
        Map<Job, Runs> rocks = all(StateKind.ROCKSDB, scale);
        rocks.remove(Job.TA4J);
        for (int round = 0; round < scale.rounds(); round++) {
            for (Map<Job, Runs> runs : List.of(heap, rocks)) {
                for (Runs each : runs.values()) {
                    each.add(progress);
                }
            }
        }
        for (Job job : List.of(Job.SIGNALS_ON_TWO, Job.SIGNALS_ON_ALL)) {
            requireStateDoesNotMatter(of(heap, job), of(rocks, job));
            progress.accept(
                    String.format("%,d signals, heap and RocksDB", of(heap, job).last().signals()));
        }
        return figures(heap, rocks);
    }

    private static List<Figure> figures(Map<Job, Runs> heap, Map<Job, Runs> rocks) {
        List<Figure> figures = new ArrayList<>();
        for (Job job : heap.keySet()) {
            Figure onHeap = of(heap, job).figure("f", null);
            boolean ours = job == Job.SIGNALS_ON_TWO || job == Job.SIGNALS_ON_ALL;
            figures.add(ours ? onHeap.atLeast(HEAP_TARGET) : onHeap);
            Runs onRocks = rocks.get(job);
            if (onRocks != null) {
                Figure figure = onRocks.figure("f", null);
                figures.add(ours ? figure.atLeast(ROCKSDB_TARGET) : figure);
            }
        }
        figures.add(ratio("all 15 / ta4j, heap", heap, Job.TA4J));
        figures.add(ratio("all 15 / window operator, heap", heap, Job.WINDOW));
        figures.add(ratio("all 15 / window operator, RocksDB", rocks, Job.WINDOW));
        figures.add(ratio("all 15 / candles only, heap", heap, Job.FOLD));
        figures.add(ratio("all 15 / candles only, RocksDB", rocks, Job.FOLD));
        return figures;
    }

    private static Figure ratio(String what, Map<Job, Runs> runs, Job theirs) {
        return Runs.ratio("f", what, of(runs, Job.SIGNALS_ON_ALL), of(runs, theirs));
    }

    /** Indicators and strategies change no candle, and nobody else has other ones. */
    private static void compare(Scale scale) throws Exception {
        RunResult expected = null;
        for (Job job : Job.values()) {
            ReplaySettings settings = settings(scale.ta4jSymbols(), scale.windowRocksBars());
            Runs runs = new Runs(job, StateKind.HEAP, settings);
            RunResult result = runs.run();
            expected = expected == null ? result : expected;
            Runs.requireSameRows(expected, result, runs.title());
        }
    }

    private static void requireStateDoesNotMatter(Runs heap, Runs rocks) {
        Runs.requireSameRows(heap.last(), rocks.last(), rocks.title());
        Runs.requireSameValues(heap.last(), rocks.last(), rocks.title());
    }

    private static Map<Job, Runs> all(StateKind state, Scale scale) {
        boolean heap = state == StateKind.HEAP;
        ReplaySettings bars = settings(scale.symbols(), scale.seriesBars());
        ReplaySettings forTa4j = settings(scale.ta4jSymbols(), scale.ta4jBars());
        int windowBars = heap ? scale.windowHeapBars() : scale.windowRocksBars();
        Map<Job, Runs> all = new EnumMap<>(Job.class);
        for (Job job : Job.values()) {
            ReplaySettings its =
                    switch (job) {
                        case TA4J -> forTa4j;
                        case WINDOW -> settings(scale.symbols(), windowBars);
                        case FOLD, SIGNALS_ON_TWO, SIGNALS_ON_ALL -> bars;
                    };
            all.put(job, new Runs(job, state, its));
        }
        return all;
    }

    private static ReplaySettings settings(int symbols, int bars) {
        return ReplaySettings.of("XNYS", symbols, bars, Runs.PARALLELISM);
    }

    private static Runs of(Map<Job, Runs> runs, Job job) {
        Runs found = runs.get(job);
        if (found == null) {
            throw new IllegalStateException("no runs of " + job);
        }
        return found;
    }
}
