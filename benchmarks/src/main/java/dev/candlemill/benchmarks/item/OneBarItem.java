package dev.candlemill.benchmarks.item;

import dev.candlemill.benchmarks.item.Runs.Job;
import dev.candlemill.benchmarks.replay.ReplaySettings;
import dev.candlemill.benchmarks.run.StateKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** (e) Pages of one bar, in time order over all symbols, as a live job has them. */
public final class OneBarItem implements Item {

    private static final double ROCKSDB_TARGET = 15_000;

    /** Half a month that is there already. */
    private static final int LEAD_BARS = 4 * ReplaySettings.PAGE;

    @Override
    public String letter() {
        return "e";
    }

    @Override
    public String title() {
        return "one-bar pages";
    }

    @Override
    public List<Figure> measure(Scale scale, Consumer<String> progress) throws Exception {
        Runs heap = runs(StateKind.HEAP, scale);
        Runs rocks = runs(StateKind.ROCKSDB, scale);
        progress.accept("warm-up");
        heap.run();
        for (int round = 0; round < scale.rounds(); round++) {
            heap.add(progress);
            rocks.add(progress);
        }
        Runs.requireSameRows(heap.last(), rocks.last(), rocks.title());
        List<Figure> figures = new ArrayList<>();
        figures.add(heap.figure("e", "one-bar pages, heap"));
        figures.add(rocks.figure("e", "one-bar pages, RocksDB").atLeast(ROCKSDB_TARGET));
        return figures;
    }

    private static Runs runs(StateKind state, Scale scale) {
        ReplaySettings settings =
                new ReplaySettings(
                        "XNYS",
                        scale.symbols(),
                        scale.singleBars(),
                        1,
                        LEAD_BARS,
                        Runs.PARALLELISM);
        return new Runs(Job.FOLD, state, settings);
    }
}
