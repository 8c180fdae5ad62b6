package dev.candlemill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.calendar.Venues;
import dev.candlemill.candle.Bars;
import dev.candlemill.candle.SymbolCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files in, candles.csv out, through the whole job on a mini cluster. */
class BackfillJobIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = MiniClusters.withSlots(4);

    private static final VenueCalendar XNYS =
            Venues.shipped().calendar("XNYS", Alignment.SESSION, Hours.REGULAR);

    @TempDir private Path folder;
    private final List<Bar> july = Bars.of(XNYS, BarSize.M5, "2025-07-01", "2025-07-31", 7);

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(folder.resolve("in"));
    }

    @Test
    void writesEveryCandleOfAMonthOnce() throws Exception {
        write("in/TEST.csv", july);

        SymbolCounts counts = run("out", "2");

        assertThat(counts.isBalanced()).isTrue();
        assertThat(counts.in).isEqualTo(july.size()).isEqualTo(counts.accepted);
        List<String> rows = rows("out");
        assertThat(rows.get(0))
                .startsWith(
                        "symbol,timeframe,open_time,close_time,session_date,open,high,low,close,volume,"
                                + "bar_count,expected_bar_count,revision");
        assertThat(rows.stream().filter(row -> row.startsWith("TEST,5m,"))).hasSize(july.size());
        assertThat(rows.stream().filter(row -> row.startsWith("TEST,1d,"))).hasSize(22);
        assertThat(rows.stream().filter(row -> row.startsWith("TEST,1M,"))).hasSize(1);
        assertThat(rows.subList(1, rows.size())).isSorted();
    }

    @Test
    void givesTheSameFileForAnyOrderOfBarsAndAnyParallelism() throws Exception {
        write("in/TEST.csv", july);
        run("sorted", "1");
        List<Bar> shuffled = new ArrayList<>(july);
        Collections.shuffle(shuffled, new Random(3));
        Files.delete(folder.resolve("in/TEST.csv"));
        write("in/b/TEST.csv", shuffled.subList(0, 1000));
        write("in/a/TEST.csv", shuffled.subList(900, shuffled.size()));

        SymbolCounts counts = run("shuffled", "3");

        assertThat(counts.late).isZero();
        assertThat(counts.duplicate).isEqualTo(100);
        assertThat(rows("shuffled")).isEqualTo(rows("sorted"));
    }

    @Test
    void addsNothingTheSecondTimeAndCorrectsExactlyWhatChanged() throws Exception {
        write("in/TEST.csv", july);
        run("out", "2");
        List<String> first = rows("out");

        SymbolCounts again = run("out", "2");
        assertThat(rows("out")).isEqualTo(first);
        assertThat(again.duplicate).isEqualTo(july.size());

        Bar old = july.get(700);
        july.set(700, Bars.flat(old.openTime(), 42));
        write("in/TEST.csv", july);
        run("out", "2");

        List<String> corrected = new ArrayList<>(rows("out"));
        corrected.removeAll(first);
        assertThat(corrected).filteredOn(row -> row.split(",")[12].equals("2")).hasSize(15);
        // Every later candle's indicators remember the bar, and nothing else of them changed.
        assertThat(corrected)
                .allMatch(row -> row.split(",")[2].compareTo(dayOf(old)) >= 0 || isMonth(row))
                .allMatch(row -> row.matches(".*,2,-?\\d+,"));
    }

    private static String dayOf(Bar bar) {
        return Instant.ofEpochMilli(bar.openTime()).toString().substring(0, 10);
    }

    private static boolean isMonth(String row) {
        return row.contains(",1w,") || row.contains(",1M,");
    }

    @Test
    void givesTheWholeMonthAfterItsFirstHalf() throws Exception {
        write("in/TEST.csv", july.subList(0, 850));
        run("out", "1");
        write("in/TEST.csv", july);
        run("out", "1");
        run("whole", "1");

        assertThat(canonical("out")).isEqualTo(canonical("whole"));
    }

    @Test
    void minutesStayMinutesInALaterRunThatCutsAStoredSlot() throws Exception {
        List<Bar> minutes = Bars.of(XNYS, BarSize.M1, "2025-07-01", "2025-07-03", 7);
        int cut = 390 + 33; // the second day's seventh slot has three of its five minutes
        write("in/TEST.csv", minutes.subList(0, cut));
        run("out", "1");
        write("in/TEST.csv", minutes.subList(cut, minutes.size()));
        run("out", "1");
        write("in/TEST.csv", minutes);
        run("whole", "1");

        assertThat(canonical("out")).isEqualTo(canonical("whole"));
        assertThat(rows("out"))
                .filteredOn(row -> row.startsWith("TEST,5m,"))
                .allMatch(row -> row.split(",")[13].equals("5"))
                .filteredOn(row -> !row.split(",")[12].equals("1"))
                .as("only the slot that was cut is a revision")
                .hasSize(1);
        assertThat(rows("out"))
                .filteredOn(row -> row.contains(",2025-07-01T") && row.startsWith("TEST,1h,"))
                .allMatch(row -> row.split(",")[12].equals("1"));
    }

    @Test
    void aRepairNeverShrinksTheMonthThoughOnlyLongTimeframesWereAskedFor() throws Exception {
        write("in/TEST.csv", july);
        run("out", "1", "--timeframes=1w,1M");
        List<String> first = rows("out");
        List<Bar> threeDays = new ArrayList<>(july.subList(780, 1014));
        threeDays.set(5, Bars.flat(threeDays.get(5).openTime(), 42));
        write("in/TEST.csv", threeDays);
        run("out", "1", "--timeframes=1w,1M");

        List<String> repaired = new ArrayList<>(rows("out"));
        repaired.removeAll(first);
        assertThat(repaired)
                .filteredOn(row -> row.contains(",1M,"))
                .singleElement()
                .satisfies(row -> assertThat(row.split(",")[10]).isEqualTo("" + july.size()));
        assertThat(rows("out")).hasSameSizeAs(first);
    }

    @Test
    void aBarThatFormsWhenTheRunEndsIsACandleOfTheNextRun() throws Exception {
        String[] market = {"--symbols=XNAS:AAPL", "--from=2025-07-01", "--timeframes=1h"};
        runMarket("out", market, "--to=2025-07-02T15:02:00Z", "--set=simulated.forming=true");
        assertThat(rows("out")).last().asString().startsWith("XNAS:AAPL,5m,2025-07-02T14:55:00Z,");

        runMarket("out", market, "--to=2025-07-03");
        runMarket("whole", market, "--to=2025-07-03");

        assertThat(rows("out")).isEqualTo(rows("whole"));
    }

    private void runMarket(String output, String[] market, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(market));
        arguments.addAll(List.of(more));
        arguments.addAll(
                List.of("--source=simulated", "--sink=csv", "--output=" + folder.resolve(output)));
        BackfillRun.run(BackfillRun.options(folder, arguments.toArray(new String[0])));
    }

    private SymbolCounts run(String output, String parallelism, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(
                List.of(
                        "--source=file",
                        "--input=" + folder.resolve("in"),
                        "--venue=XNYS",
                        "--sink=csv",
                        "--output=" + folder.resolve(output),
                        "--parallelism=" + parallelism));
        return BackfillRun.run(BackfillRun.options(folder, arguments.toArray(new String[0])));
    }

    private List<String> rows(String output) throws IOException {
        return Files.readAllLines(folder.resolve(output).resolve("candles.csv"));
    }

    private List<String> canonical(String output) throws IOException {
        return rows(output).stream()
                .map(row -> row.split(","))
                .map(cells -> String.join(",", List.of(cells).subList(0, 12)))
                .toList();
    }

    private void write(String name, List<Bar> bars) throws IOException {
        BarFile.write(folder.resolve(name), bars);
    }
}
