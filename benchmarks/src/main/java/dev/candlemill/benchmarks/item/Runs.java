package dev.candlemill.benchmarks.item;

import dev.candlemill.benchmarks.replay.ReplaySettings;
import dev.candlemill.benchmarks.replay.Workload;
import dev.candlemill.benchmarks.run.FoldJob;
import dev.candlemill.benchmarks.run.LocalRun;
import dev.candlemill.benchmarks.run.RunResult;
import dev.candlemill.benchmarks.run.StateKind;
import dev.candlemill.benchmarks.run.WindowJob;
import dev.candlemill.benchmarks.ta4j.Ta4jSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The runs of one job over the same bars; all of them must give the same rows. */
final class Runs {

    static final int PARALLELISM = 2;

    private static final Duration CHECKPOINTS = Duration.ofSeconds(10);

    /** Which dataflow. */
    enum Job {
        FOLD("fold", Workload.CANDLES),
        SIGNALS_ON_TWO("everything, signals on 1h and 1d", Workload.SIGNALS_ON_TWO),
        SIGNALS_ON_ALL("everything, signals on all 15", Workload.SIGNALS_ON_ALL),
        TA4J("ta4j over our candles, no signals", Workload.CANDLES),
        WINDOW("window operator", Workload.CANDLES);

        private final String title;
        private final Workload workload;

        Job(String title, Workload workload) {
            this.title = title;
            this.workload = workload;
        }

        private void define(StreamExecutionEnvironment env, ReplaySettings settings, String probe) {
            FoldJob fold = new FoldJob(settings, workload);
            switch (this) {
                case WINDOW -> WindowJob.define(env, settings, probe);
                case TA4J -> fold.define(env, probe, new Ta4jSink(probe));
                default -> fold.define(env, probe);
            }
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
        requireSameValues(results.get(0), result, title());
        return result;
    }

    /** Runs without keeping the result, so that compilers have seen the code. */
    RunResult run() throws Exception {
        LocalRun run = new LocalRun(state, PARALLELISM, CHECKPOINTS);
        return run.run(settings.timedBars(), (env, probe) -> job.define(env, settings, probe));
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

    /** How many times as fast one is as the other. */
    static Figure ratio(String item, String what, Runs ours, Runs theirs) {
        Rate a = ours.rate();
        Rate b = theirs.rate();
        double best = a.best() / b.best();
        return new Figure(item, what, "x", best, a.median() / b.median(), null, null);
    }

    /** Indicator values and signals too. */
    static void requireSameValues(RunResult expected, RunResult found, String what) {
        if (expected.valueSum() != found.valueSum() || expected.signals() != found.signals()) {
            throw new IllegalStateException(
                    String.format(
                            "%s: expected %,d signals, values with checksum %016x, found %,d with"
                                    + " %016x",
                            what,
                            expected.signals(),
                            expected.valueSum(),
                            found.signals(),
                            found.valueSum()));
        }
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
