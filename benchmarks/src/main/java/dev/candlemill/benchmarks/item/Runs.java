package dev.candlemill.benchmarks.item;

import dev.candlemill.benchmarks.replay.ReplaySettings;
import dev.candlemill.benchmarks.run.FoldJob;
import dev.candlemill.benchmarks.run.LocalRun;
import dev.candlemill.benchmarks.run.RunResult;
import dev.candlemill.benchmarks.run.StateKind;
import dev.candlemill.benchmarks.run.WindowJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The runs of one job over the same bars; all of them must give the same rows. */
final class Runs {

    static final int PARALLELISM = 2;

    private static final Duration CHECKPOINTS = Duration.ofSeconds(10);

    /** Which dataflow. */
    enum Job {
        FOLD("fold"),
        WINDOW("window operator");

        private final String title;

        Job(String title) {
            this.title = title;
        }
    }

    private final Job job;
    private final StateKind state;
    private final ReplaySettings settings;
    private final List<RunResult> results = new ArrayList<>();

    Runs(Job job, StateKind state, ReplaySettings settings) {
        this.job = job;
        this.state = state;
        this.settings = settings;
    }

    String title() {
        return job.title + ", " + state.title();
    }

    StateKind state() {
        return state;
    }

    ReplaySettings settings() {
        return settings;
    }

    /** Runs once more. */
    RunResult add(Consumer<String> progress) throws Exception {
        progress.accept(
                String.format(
                        "%s: %,d symbols x %,d bars",
                        title(), settings.symbols(), settings.barsPerSymbol()));
        RunResult result = run();
        results.add(result);
        requireSameRows(results.get(0), result, title());
        return result;
    }

    /** Runs without keeping the result, so that compilers have seen the code. */
    RunResult run() throws Exception {
        LocalRun run = new LocalRun(state, PARALLELISM, CHECKPOINTS);
        return run.run(
                settings.timedBars(),
                (env, probe) -> {
                    if (job == Job.FOLD) {
                        FoldJob.define(env, settings, probe);
                    } else {
                        WindowJob.define(env, settings, probe);
                    }
                });
    }

    RunResult last() {
        return results.get(results.size() - 1);
    }

    Rate rate() {
        return rate(RunResult::barsPerSecond);
    }

    Figure figure(String item, @Nullable String what) {
        return Figure.of(
                item,
                what == null ? title() : what,
                "bars/s",
                rate(),
                rate(RunResult::wholeBarsPerSecond));
    }

    private Rate rate(ToDoubleFunction<RunResult> of) {
        return new Rate(results.stream().mapToDouble(of).toArray());
    }

    static void requireSameRows(RunResult expected, RunResult found, String what) {
        if (expected.rows() != found.rows() || expected.checksum() != found.checksum()) {
            throw new IllegalStateException(
                    String.format(
                            "%s: expected %,d rows with checksum %016x, found %,d with %016x",
                            what,
                            expected.rows(),
                            expected.checksum(),
                            found.rows(),
                            found.checksum()));
        }
    }
}
