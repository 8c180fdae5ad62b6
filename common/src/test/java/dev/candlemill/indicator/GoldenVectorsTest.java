package dev.candlemill.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Third parties' expected values beside ours, every file and column, each under the variant that
 * its source uses and to the precision that its source has.
 */
final class GoldenVectorsTest {

    private static final CandleBatch BATCH = new CandleBatch();

    private static final Set<String> INPUTS =
            Set.of("date", "open", "high", "low", "close", "volume");

    /**
     * {@code file | column | our variant | largest difference allowed}. A variant is a sum of our
     * values; {@code #1} is an indicator's second value.
     */
    private static final String TABLE =
            """
            skender_sma20 | sma20 | sma(20) | 2e-13
            skender_sma20 | sma20_open | sma(20,source=open) | 2e-13
            skender_ema20 | ema20 | ema(20) | 1e-13
            skender_ema20 | ema20_open | ema(20,source=open) | 1e-13
            skender_rsi14 | gain | gain | 0
            skender_rsi14 | loss | loss | 0
            skender_rsi14 | avg_gain | average gain of rsi(14) | 1e-15
            skender_rsi14 | avg_loss | average loss of rsi(14) | 1e-15
            skender_rsi14 | rsi14 | rsi(14) | 5e-14
            skender_rsi14 | ema20_of_rsi | rsi_ema(14,20) | 5e-14
            skender_macd_12_26_9 | ema12 | ema(12) | 1e-13
            skender_macd_12_26_9 | ema26 | ema(26) | 1e-13
            skender_macd_12_26_9 | macd | macd(12,26,9) | 1e-13
            skender_macd_12_26_9 | signal | macd(12,26,9)#1 | 1e-13
            skender_macd_12_26_9 | hist | macd(12,26,9)#2 | 1e-13
            skender_obv | obv | obv | 0
            skender_roc20 | momentum20 | momentum(20) | 0
            skender_roc20 | roc20 | roc(20) | 2e-14
            skender_stddev10 | stddev10 | stddev(10) | 2e-14
            skender_stddev10 | mean10 | sma(10) | 2e-13
            skender_stddev10 | zscore10 | zscore(10) | 1e-12
            skender_tr | tr | tr | 1e-15
            skender_smma20 | smma20 | smma(20) | 5e-13
            skender_dema20 | ema | ema(20) | 1e-13
            skender_dema20 | ema_of_ema | 2*ema(20) - dema(20) | 2e-13
            skender_dema20 | dema20 | dema(20) | 2e-13
            skender_aroon25 | up | aroon(25,ties=earliest) | 0
            skender_aroon25 | down | aroon(25,ties=earliest)#1 | 0
            skender_aroon25 | osc | aroon(25,ties=earliest)#2 | 0
            skender_wma14 | wma14 | wma(14) | 2e-13
            skender_hma14 | hma14 | hma(14) | 3e-13
            lean_dji_sma_ema_macd_rsi | sma14 | sma(14) | 6e-3
            lean_dji_sma_ema_macd_rsi | ema14 | ema(14) | 6e-3
            lean_dji_sma_ema_macd_rsi | macd_12_26 | macd(12,26,9) | 2e-4
            lean_dji_sma_ema_macd_rsi | rsi14_cutler | rsi(14,mean=cutler) | 4e-4
            lean_dji_sma_ema_macd_rsi | rsi14_wilder | rsi(14) | 6e-6
            lean_spy_obv | obv | obv(start=volume) | 1.4e3
            lean_spy_roc50 | mom50 | momentum(50) | 2e-5
            lean_spy_rocp50 | rocp50 | roc(50) | 1.1e-5
            lean_spy_donchian50 | upper | donchian(50,window=partial) | 0
            lean_spy_donchian50 | lower | donchian(50,window=partial)#2 | 0
            lean_spy_donchian50 | mid | donchian(50,window=partial)#1 | 1e-13
            lean_spy_var10 | var10 | variance(10) | 2e-10
            lean_spy_vwma20 | vwma20 | vwma(20) | 2e-13
            lean_spy_30m_sma | sma5 | sma(5) | 2e-13
            lean_spy_30m_sma | sma10 | sma(10) | 2e-13
            lean_spy_30m_sma | sma15 | sma(15) | 5e-8
            lean_spy_30m_sma | rel_ma5 | sma(5) - sma(10) + sma(15) | 5e-8
            lean_spy_hma16 | hma16 | hma(16) | 6e-8
            lean_spy_trima5_6 | trima5 | trima(5) | 1e-11
            lean_spy_trima5_6 | trima6 | trima(6) | 1e-11
            lean_spy_tr | tr | tr | 1e-14
            lean_spy_max5 | max5 | highest(5,source=close) | 0
            lean_spy_aroon_osc14 | osc | aroon(14)#2 | 1e-5
            pyalgo_sc_sma10 | sma10 | sma(10) | 6e-3
            pyalgo_sc_ema10 | ema10 | ema(10) | 5e-6
            pyalgo_nt_sma15 | sma15 | sma(15) | 2e-13
            pyalgo_sc_rsi14 | rsi14 | rsi(14) | 1e-8
            """;

    /** Files whose expected values were warm before their first row. */
    private static final Set<String> WARM = Set.of("lean_spy_30m_sma");

    private record Vector(String file, String column, String variant, double allowed) {

        static Vector of(String line) {
            String[] cells = line.split(" \\| ");
            return new Vector(cells[0], cells[1], cells[2], Double.parseDouble(cells[3]));
        }
    }

    @Test
    void agreesWithEveryFileAndColumn() throws IOException {
        Path folder = folder();
        List<String> failures = new ArrayList<>();
        System.out.printf(
                "%-28s %-14s %-28s %5s %9s%n", "file", "column", "variant", "rows", "largest");
        for (Vector vector : TABLE.lines().map(Vector::of).toList()) {
            List<Map<String, String>> rows = rows(folder.resolve(vector.file() + ".csv"));
            double[] ours = ours(vector.variant(), candles(rows));
            int compared = 0;
            int undefined = 0;
            double largest = 0;
            for (int i = 0; i < ours.length; i++) {
                String expected = rows.get(i).get(vector.column());
                if (expected == null || expected.isBlank()) {
                    continue;
                }
                if (Double.isNaN(ours[i])) {
                    undefined++;
                } else {
                    compared++;
                    largest = Math.max(largest, Math.abs(ours[i] - Double.parseDouble(expected)));
                }
            }
            System.out.printf(
                    "%-28s %-14s %-28s %5d %9.1e%n",
                    vector.file(), vector.column(), vector.variant(), compared, largest);
            if (compared == 0
                    || largest > vector.allowed()
                    || undefined > 0 && !WARM.contains(vector.file())) {
                failures.add(
                        vector
                                + ": "
                                + compared
                                + " compared, "
                                + undefined
                                + " undefined, "
                                + largest);
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void coversEveryColumnOfEveryFile() throws IOException {
        Set<String> inFolder = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".csv", "");
                rows(file).get(0).keySet().stream()
                        .filter(column -> !INPUTS.contains(column))
                        .forEach(column -> inFolder.add(name + " " + column));
            }
        }

        assertThat(TABLE.lines().map(Vector::of).map(v -> v.file() + " " + v.column()))
                .containsExactlyInAnyOrderElementsOf(inFolder);
    }

    @Test
    void readsTheFileOfZerosWithoutAnInfinity() throws IOException {
        Path zeros = folder().resolveSibling("edge").resolve("skender_zeros.csv");
        IndicatorSet set = IndicatorSet.catalogueAnd(Candles.everyIndicator());
        double[][] values = Candles.values(set, new double[set.stateSize()], candles(rows(zeros)));

        assertThat(values).hasDimensions(200, set.width());
        for (double[] row : values) {
            assertThat(Arrays.stream(row).noneMatch(Double::isInfinite)).isTrue();
        }
        assertThat(values[199][set.indexOf("rsi(14)")]).isEqualTo(50);
        assertThat(values[199][set.indexOf("vwap")]).isNaN();
        assertThat(values[199][set.indexOf("roc(12)")]).isNaN();
    }

    private static double[] ours(String variant, List<SeriesCandle> candles) {
        Map<String, Function<List<SeriesCandle>, double[]>> parts =
                Map.of(
                        "gain", c -> changes(c, 1),
                        "loss", c -> changes(c, -1),
                        "average gain of rsi(14)", c -> memory("rsi(14)", 0, c),
                        "average loss of rsi(14)", c -> memory("rsi(14)", 1, c));
        if (parts.containsKey(variant)) {
            return parts.get(variant).apply(candles);
        }
        double[] sum = new double[candles.size()];
        for (String term : variant.replace(" - ", " + -1*").split(" \\+ ")) {
            String[] factors = term.contains("*") ? term.split("\\*") : new String[] {"1", term};
            String[] value = factors[1].split("#");
            int index = value.length == 1 ? 0 : Integer.parseInt(value[1]);
            double[] line = Candles.column(Candles.values(value[0], candles), index);
            Arrays.setAll(sum, i -> sum[i] + Double.parseDouble(factors[0]) * line[i]);
        }
        return sum;
    }

    private static double[] changes(List<SeriesCandle> candles, int sign) {
        double[] changes = Candles.line("momentum(1)", candles);
        return Arrays.stream(changes).map(change -> Math.max(sign * change, 0)).toArray();
    }

    /** What an indicator remembers after each candle from its first value on. */
    private static double[] memory(String indicator, int offset, List<SeriesCandle> candles) {
        IndicatorSet set = IndicatorSet.of(indicator);
        double[] state = new double[set.stateSize()];
        double[] value = new double[set.width()];
        double[] memory = new double[candles.size()];
        int at = state.length - set.indicators().get(0).stateSize() + offset;
        for (int i = 0; i < memory.length; i++) {
            BATCH.compute(set, state, candles.get(i), value, 0);
            memory[i] = Double.isNaN(value[0]) ? Double.NaN : state[at];
        }
        return memory;
    }

    private static List<SeriesCandle> candles(List<Map<String, String>> rows) {
        return rows.stream()
                .map(
                        row ->
                                Candles.of(
                                        number(row, "open"),
                                        number(row, "high"),
                                        number(row, "low"),
                                        number(row, "close"),
                                        Double.parseDouble(row.getOrDefault("volume", "0"))))
                .toList();
    }

    /** Some files have closes only. */
    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.getOrDefault(column, row.get("close")));
    }

    private static List<Map<String, String>> rows(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] names = lines.get(0).split(",");
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], cells[i]);
            }
            rows.add(new TreeMap<>(row));
        }
        return rows;
    }

    /** The vectors' folder beside the repo; skips the test where there is none. */
    private static Path folder() {
        String root = System.getProperty("candlemill.root", "");
        for (Path at = Path.of(root).toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared/data/golden"))) {
                return at.resolve("shared/data/golden");
            }
        }
        assumeTrue(
                false, "no golden vectors: expected a folder shared/data/golden beside the repo");
        throw new IllegalStateException("unreachable");
    }
}
