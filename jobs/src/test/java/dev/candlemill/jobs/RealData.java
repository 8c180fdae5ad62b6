package dev.candlemill.jobs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.candlemill.candle.Candle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The shared market data beside the repo: third parties' bars, and how ours agree with them. */
final class RealData {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** The decimals to which sums of a source's volumes are exact. */
    private static final int SCALE = 8;

    /** What to match by: the third party's label of a bar, and ours for the same one. */
    enum Label {
        /** Hours of the clock: a bar that opens at 09:30 is labelled 09:00. */
        HOUR(
                open -> Math.floorDiv(open.toEpochMilli(), 3_600_000L),
                candle -> Math.floorDiv(candle.openTime(), 3_600_000L)),
        NEW_YORK_DATE(RealData::newYorkDate, Candle::sessionDate),
        /** Days five hours behind UTC, in summer too. */
        FIXED_DATE(
                open -> Math.floorDiv(open.toEpochMilli() - 5 * 3_600_000L, 86_400_000L),
                Candle::sessionDate),
        UTC_DATE(open -> Math.floorDiv(open.toEpochMilli(), 86_400_000L), Candle::sessionDate);

        private final ToLongFunction<Instant> theirs;
        private final ToLongFunction<Candle> ours;

        Label(ToLongFunction<Instant> theirs, ToLongFunction<Candle> ours) {
            this.theirs = theirs;
            this.ours = ours;
        }
    }

    private RealData() {}

    /** The data's folder; skips the test where there is none. */
    static Path folder() {
        String root = System.getProperty("candlemill.root", "");
        for (Path at = Path.of(root).toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared/data/bars"))) {
                return at.resolve("shared/data");
            }
        }
        assumeTrue(false, "no market data: expected a folder shared/data beside the repo");
        throw new IllegalStateException("unreachable");
    }

    /** The path of {@code bars/<name>.csv.gz}. */
    static Path file(String name) {
        return folder().resolve("bars").resolve(name + ".csv.gz");
    }

    /** Every file of 1-minute and 5-minute bars, as {@code equity_us/LEAN_SPY_1m_...}. */
    static List<String> intradayFiles() throws IOException {
        Path bars = folder().resolve("bars");
        try (Stream<Path> files = Files.walk(bars)) {
            return files.map(path -> bars.relativize(path).toString())
                    .filter(name -> name.contains("_1m_") || name.contains("_5m_"))
                    .map(name -> name.replace('\\', '/').replace(".csv.gz", ""))
                    .sorted()
                    .toList();
        }
    }

    /**
     * How our candles agree with a third party's bars: {@code compared, all five equal, O/H/L/C/V
     * equal, ours that they lack}.
     */
    static String agreement(List<Candle> ours, String theirFile, Label label) throws IOException {
        Map<Long, BigDecimal[]> theirs = bars(theirFile, label.theirs);
        int[] equal = new int[5];
        int compared = 0;
        int whole = 0;
        int unmatched = 0;
        for (Candle candle : ours) {
            BigDecimal[] their = theirs.get(label.ours.applyAsLong(candle));
            if (their == null) {
                unmatched++;
                continue;
            }
            compared++;
            int same = 0;
            BigDecimal[] our = values(candle);
            for (int field = 0; field < 5; field++) {
                int one = our[field].equals(their[field]) ? 1 : 0;
                equal[field] += one;
                same += one;
            }
            whole += same == 5 ? 1 : 0;
        }
        return "%d, %d, %d/%d/%d/%d/%d, %d"
                .formatted(
                        compared, whole, equal[0], equal[1], equal[2], equal[3], equal[4],
                        unmatched);
    }

    /** How many of our candles are, value for value, the bar that opens with them. */
    static long sameBars(List<Candle> ours, String theirFile) throws IOException {
        Map<Long, BigDecimal[]> theirs = bars(theirFile, Instant::toEpochMilli);
        return ours.stream()
                .filter(candle -> Arrays.equals(values(candle), theirs.get(candle.openTime())))
                .count();
    }

    static BigDecimal[] values(Candle c) {
        return Stream.of(c.open(), c.high(), c.low(), c.close(), c.volume())
                .map(value -> scaled(BigDecimal.valueOf(value)))
                .toArray(BigDecimal[]::new);
    }

    /** A third party's {@code open,high,low,close,volume} cells, from {@code cells[first]}. */
    static BigDecimal[] values(String[] cells, int first) {
        return Stream.of(cells)
                .skip(first)
                .limit(5)
                .map(cell -> scaled(new BigDecimal(cell)))
                .toArray(BigDecimal[]::new);
    }

    private static BigDecimal scaled(BigDecimal value) {
        return value.setScale(SCALE, RoundingMode.HALF_EVEN);
    }

    private static Map<Long, BigDecimal[]> bars(String name, ToLongFunction<Instant> label)
            throws IOException {
        Map<Long, BigDecimal[]> bars = new TreeMap<>();
        for (String[] cells : rows(file(name))) {
            bars.put(label.applyAsLong(Instant.parse(cells[1])), values(cells, 2));
        }
        return bars;
    }

    private static List<String[]> rows(Path file) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(row -> row.split(",")).toList();
        }
    }

    private static long newYorkDate(Instant open) {
        return open.atZone(NEW_YORK).toLocalDate().toEpochDay();
    }
}
