package dev.candlemill.benchmarks.item;

import static java.util.Objects.requireNonNull;

import dev.candlemill.benchmarks.serving.HttpReaders;
import dev.candlemill.benchmarks.serving.JdbcReaders;
import dev.candlemill.benchmarks.serving.Load;
import dev.candlemill.benchmarks.serving.Load.Result;
import dev.candlemill.benchmarks.serving.Readers;
import dev.candlemill.benchmarks.serving.StoredCandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * (i) 5,000 candles with four indicators from the API, as rows and as columns, compressed and not,
 * beside the bare query by JDBC: all of them over the same Postgres, in turn.
 */
public final class ServingItem implements Item {

    private static final List<String> INDICATORS = List.of("sma_20", "rsi_14", "macd", "atr_14");
    private static final int CLIENTS_OF_TARGETS = 8;
    private static final double P99_TARGET = 100;
    private static final double RATIO_TARGET = 0.5;
    private static final String BARE = "bare JDBC";

    /** Questions that the server has no answer to yet; else it only looks whether a row changed. */
    private static final String FIRST = ", first asked";

    @Override
    public String letter() {
        return "i";
    }

    @Override
    public String title() {
        return "the API's candles, against the bare query";
    }

    @Override
    public List<Figure> measure(Scale scale, Consumer<String> progress) throws Exception {
        progress.accept("candles, by the job");
        int candles = scale.servedCandles();
        try (StoredCandles stored = StoredCandles.of(candles);
                HttpReaders api = HttpReaders.over(stored, candles, INDICATORS)) {
            Map<String, Readers> ways = new LinkedHashMap<>();
            ways.put(BARE, new JdbcReaders(stored, candles, INDICATORS));
            ways.put("columns" + FIRST, api.askingAnew("columns"));
            ways.put("rows" + FIRST, api.askingAnew("rows"));
            ways.put("columns", api.asking("columns", false));
            ways.put("columns, gzip", api.asking("columns", true));
            ways.put("rows", api.asking("rows", false));
            ways.put("rows, gzip", api.asking("rows", true));
            return new Rounds(ways, stored.symbols(), scale, progress).measure();
        }
    }

    /** All ways in turn, at each number of clients. */
    private record Rounds(
            Map<String, Readers> ways,
            List<String> symbols,
            Scale scale,
            Consumer<String> progress) {

        List<Figure> measure() throws Exception {
            List<Figure> figures = new ArrayList<>();
            for (Map.Entry<String, Readers> way : ways.entrySet()) {
                try (Readers.Reader reader = way.getValue().open(symbols.get(0))) {
                    progress.accept("%s: %,d bytes".formatted(way.getKey(), reader.read()));
                }
            }
            progress.accept("warm-up");
            for (Readers readers : ways.values()) {
                new Load(readers, symbols).run(CLIENTS_OF_TARGETS, 2 * seconds());
            }
            for (int clients : scale.clients()) {
                figures.addAll(at(clients));
            }
            return figures;
        }

        private double seconds() {
            return scale.latencySeconds() / 4.0;
        }

        private List<Figure> at(int clients) throws Exception {
            Map<String, List<Result>> results = new LinkedHashMap<>();
            for (int round = 0; round < scale.rounds(); round++) {
                for (Map.Entry<String, Readers> way : ways.entrySet()) {
                    Result result = new Load(way.getValue(), symbols).run(clients, seconds());
                    progress.accept(clients + " clients, " + way.getKey() + ": " + result);
                    results.computeIfAbsent(way.getKey(), name -> new ArrayList<>()).add(result);
                }
            }
            List<Figure> figures = new ArrayList<>();
            results.forEach((way, found) -> figures.addAll(figures(clients, way, results)));
            return figures;
        }

        private static List<Figure> figures(
                int clients, String way, Map<String, List<Result>> results) {
            List<Result> found = requireNonNull(results.get(way));
            List<Result> bare = requireNonNull(results.get(BARE));
            String what = clients + (clients == 1 ? " client, " : " clients, ") + way;
            boolean isTarget =
                    clients == CLIENTS_OF_TARGETS && !way.equals(BARE) && !way.endsWith(FIRST);
            List<Figure> figures = new ArrayList<>();
            figures.add(millis(what + ", p50", found, 50));
            Figure p99 = millis(what + ", p99", found, 99);
            figures.add(isTarget ? p99.atMost(P99_TARGET) : p99);
            figures.add(Figure.of("i", what, "req/s", rate(found), null));
            if (!way.equals(BARE)) {
                double[] ratios = new double[found.size()];
                for (int i = 0; i < ratios.length; i++) {
                    ratios[i] = found.get(i).perSecond() / bare.get(i).perSecond();
                }
                Figure ratio = Figure.of("i", what + " / " + BARE, "x", new Rate(ratios), null);
                figures.add(isTarget ? ratio.atLeast(RATIO_TARGET) : ratio);
            }
            return figures;
        }

        private static Rate rate(List<Result> found) {
            return new Rate(found.stream().mapToDouble(Result::perSecond).toArray());
        }

        private static Figure millis(String what, List<Result> found, double percentile) {
            double[] millis = found.stream().mapToDouble(r -> r.millis(percentile)).toArray();
            double least = Arrays.stream(millis).min().orElseThrow();
            return new Figure("i", what, "ms", least, new Rate(millis).median(), null, null);
        }
    }
}
