package dev.candlemill.benchmarks.item;

import dev.candlemill.benchmarks.item.Runs.Job;
import dev.candlemill.benchmarks.replay.ReplayScript;
import dev.candlemill.benchmarks.replay.ReplaySettings;
import dev.candlemill.benchmarks.run.StateKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** (d) Whether a bar costs the same among many symbols as among few. */
public final class ScalingItem implements Item {

    private static final double HEAP_TARGET = 1.25;
    private static final double ROCKSDB_TARGET = 1.40;

    /** Some fourteen years of 5-minute bars around the clock: what calendars cover. */
    private static final int MOST_BARS = 1_440_000;

    @Override
    public String letter() {
        return "d";
    }

    @Override
    public String title() {
        return "cost per bar by number of symbols";
    }

    @Override
    public List<Figure> measure(Scale scale, Consumer<String> progress) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (StateKind state : StateKind.values()) {
            figures.addAll(measure(state, scale, progress));
            ReplayScript.clear();
        }
        return figures;
    }

    private static List<Figure> measure(StateKind state, Scale scale, Consumer<String> progress)
            throws Exception {
        List<Runs> steps = new ArrayList<>();
        for (int symbols : scale.symbolSteps()) {
            int bars = Math.min(MOST_BARS, scale.scalingBars() / symbols);
            ReplaySettings settings = ReplaySettings.of("CRYPTO", symbols, bars, Runs.PARALLELISM);
            steps.add(new Runs(Job.FOLD, state, settings));
        }
        progress.accept("warm-up");
        for (Runs runs : steps) {
            runs.run(); // few symbols run first: else theirs would be what compilers cost
        }
        for (int round = 0; round < scale.rounds(); round++) {
            for (Runs runs : steps) {
                runs.add(progress);
            }
        }
        return figures(state, steps);
    }

    private static List<Figure> figures(StateKind state, List<Runs> steps) {
        List<Figure> figures = new ArrayList<>();
        for (Runs runs : steps) {
            String what =
                    String.format("%s, %,d symbols", state.title(), runs.settings().symbols());
            figures.add(runs.figure("d", what));
        }
        double[] best = figures.stream().mapToDouble(Figure::best).toArray();
        double[] median = figures.stream().mapToDouble(Figure::median).toArray();
        double bound = state == StateKind.HEAP ? HEAP_TARGET : ROCKSDB_TARGET;
        String dearer = "dearest bar / one of the fewest symbols, " + state.title();
        String spread = "dearest / cheapest bar, " + state.title();
        figures.add(
                new Figure(
                                "d",
                                dearer,
                                "x",
                                best[0] / slowest(best),
                                median[0] / slowest(median),
                                null,
                                null)
                        .atMost(bound));
        figures.add(
                new Figure(
                        "d",
                        spread,
                        "x",
                        fastest(best) / slowest(best),
                        fastest(median) / slowest(median),
                        null,
                        null));
        return figures;
    }

    private static double slowest(double[] rates) {
        return Arrays.stream(rates).min().orElseThrow();
    }

    private static double fastest(double[] rates) {
        return Arrays.stream(rates).max().orElseThrow();
    }
}
