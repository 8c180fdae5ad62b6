package dev.candlemill.benchmarks.item;

import dev.candlemill.benchmarks.latency.SignalLatency;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * (h) From a bar on Kafka to its signal on Kafka, through the live job with both sinks: at steady
 * rates, at the highest that it keeps up with, and when all symbols close in one instant.
 */
public final class LatencyItem implements Item {

    private static final int[] RATES = {100, 1_000};
    private static final double P99_TARGET = 50;
    private static final double INSTANT_TARGET = 1_000;
    private static final int INSTANTS = 10;
    private static final int MOST = 128_000;
    private static final int MOST_WARM_UPS = 30;
    private static final double COMPILER_AT_REST = 0.05;

    /** Slower than this is a queue that grows. */
    private static final double KEPT_UP_MILLIS = 1_000;

    @Override
    public String letter() {
        return "h";
    }

    @Override
    public String title() {
        return "latency: bar on Kafka to signal on Kafka";
    }

    @Override
    public List<Figure> measure(Scale scale, Consumer<String> progress) throws Exception {
        List<Figure> figures = new ArrayList<>();
        progress.accept("servers and job");
        try (SignalLatency live = SignalLatency.start(scale.symbols())) {
            warmUp(live, scale, progress);
            for (int rate : RATES) {
                progress.accept(rate + " bars/s");
                figures.addAll(figures(rate, live.at(rate, scale.latencySeconds())));
            }
            figures.addAll(instants(live, progress));
            figures.add(sustained(live, scale, progress));
        }
        return figures;
    }

    /**
     * Until the just-in-time compiler of this process has next to nothing left to do: a live job
     * runs for weeks, and on two cores its compiler alone keeps signals waiting.
     */
    private static void warmUp(SignalLatency live, Scale scale, Consumer<String> progress)
            throws Exception {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        double share = 1;
        for (int round = 0; round < MOST_WARM_UPS && share > COMPILER_AT_REST; round++) {
            progress.accept(
                    round == 0
                            ? "warm-up"
                            : String.format("warm-up, compiler busy %.0f %%", 100 * share));
            long begin = System.nanoTime();
            long compiled = compiler.getTotalCompilationTime();
            live.at(RATES[RATES.length - 1], scale.latencySeconds());
            share =
                    (compiler.getTotalCompilationTime() - compiled)
                            / ((System.nanoTime() - begin) / 1e6);
        }
    }

    private static List<Figure> figures(int rate, Histogram micros) {
        String at = String.format("%,d bars/s, ", rate);
        Figure p99 = Figure.of("h", at + "p99", "ms", millis(micros, 99));
        return List.of(
                Figure.of("h", at + "p50", "ms", millis(micros, 50)),
                rate == RATES[RATES.length - 1] ? p99.atMost(P99_TARGET) : p99,
                Figure.of("h", at + "highest", "ms", micros.getMaxValue() / 1e3));
    }

    private static List<Figure> instants(SignalLatency live, Consumer<String> progress)
            throws Exception {
        double[] millis = new double[INSTANTS];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = live.instant();
        }
        Arrays.sort(millis);
        progress.accept("instants, ms: " + Arrays.toString(millis));
        String what = String.format("%,d symbols in one instant, last signal", live.symbols());
        double median = new Rate(millis).median();
        return List.of(
                new Figure("h", what, "ms", millis[0], median, null, null),
                Figure.of(
                                "h",
                                "the slowest of " + INSTANTS + " instants",
                                "ms",
                                millis[INSTANTS - 1])
                        .atMost(INSTANT_TARGET));
    }

    /** Twice as many bars per second each time, until signals fall behind. */
    private static Figure sustained(SignalLatency live, Scale scale, Consumer<String> progress)
            throws Exception {
        int kept = RATES[RATES.length - 1];
        for (int rate = 2 * kept; rate <= MOST; rate *= 2) {
            progress.accept(rate + " bars/s");
            if (millis(live.at(rate, scale.latencySeconds()), 99) > KEPT_UP_MILLIS) {
                break;
            }
            kept = rate;
        }
        return Figure.of("h", "highest rate kept up with", "bars/s", kept);
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
