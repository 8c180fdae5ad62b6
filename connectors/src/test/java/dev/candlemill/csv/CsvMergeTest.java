package dev.candlemill.csv;

import static dev.candlemill.csv.Candles.T0;
import static dev.candlemill.csv.Candles.candle;
import static dev.candlemill.csv.Candles.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.IndicatorPages;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvMergeTest {

    private static final String[] SYMBOLS = {"AAPL", "BRK.B", "BTC-USD", "^GSPC", "A", "A.B"};

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sortsAndKeepsTheHighestRevision(long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, Candle> highest = new HashMap<>();
        for (int run = 0; run < 3; run++) {
            TestWriter writer = new TestWriter("run" + run, 1 + random.nextInt(4));
            for (int i = 0; i < 200; i++) {
                writer.write(randomPage(random, highest), random.nextInt(3));
            }
            writer.complete(2 + random.nextInt(4));
        }
        List<String> lines = Files.readAllLines(directory.resolve("candles.csv"));
        assertThat(lines.get(0)).isEqualTo(CsvFile.CANDLES.header());
        assertThat(lines.subList(1, lines.size())).containsExactlyElementsOf(sorted(highest));
        assertThat(directory.toFile().list()).containsExactly("candles.csv");
    }

    @Test
    void writesTheColumnsThatUsersExpect() throws IOException {
        TestWriter writer = new TestWriter("run", 1);
        writer.write(page(candle("XNAS:AAPL", Timeframe.M5, T0, 1)), 0);
        writer.complete(2);
        assertThat(Files.readString(directory.resolve("candles.csv")))
                .isEqualTo(
                        "symbol,timeframe,open_time,close_time,session_date,open,high,low,close,"
                                + "volume,bar_count,expected_bar_count,revision,input_count,"
                                + "is_complete,source,sma_20,sma_50,sma_200,ema_12,ema_26,macd,"
                                + "macd_signal,macd_histogram,adx_14,plus_di_14,minus_di_14,"
                                + "rsi_14,stoch_k,stoch_d,cci_20,bb_upper,bb_middle,bb_lower,"
                                + "atr_14,obv,vwap,mfi_14,indicator_revision,indicator_hash,input_bars\n"
                                + "XNAS:AAPL,5m,2025-07-02T13:30:00Z,2025-07-02T13:35:00Z,"
                                + "2025-07-02,167.65,168.65,167.55,167.65,20000,1,1,1,1,true,file,"
                                + ",".repeat(22)
                                + "0,0,\n");
    }

    @Test
    void aHigherIndicatorRevisionReplacesARow() throws IOException {
        Candle candle = candle("A", Timeframe.M5, T0, 1);
        CandlePage first = IndicatorPages.of(candle, 1, List.of("sma(10)"), Map.of("rsi_14", 30.5));
        CandlePage second =
                IndicatorPages.of(
                        candle, 2, List.of("sma(10)"), Map.of("rsi_14", 29.5, "obv", 0.0));
        TestWriter writer = new TestWriter("first", 1);
        writer.write(second, 0);
        writer.write(first, 1);
        writer.complete(2);
        TestWriter stale = new TestWriter("second", 1);
        stale.write(first, 0);
        stale.complete(2);

        assertThat(Files.readAllLines(directory.resolve("candles.csv")).get(1))
                .endsWith(
                        "true,file,,,,,,,,,,,,29.5,,,,,,,,0,,,2," + second.indicatorHash(0) + ",");
    }

    @Test
    void ordersTimeframesByTheirText() throws IOException {
        TestWriter writer = new TestWriter("run", 1);
        for (Timeframe timeframe : Timeframe.all()) {
            writer.write(page(candle("A", timeframe, T0, 1)), 0);
        }
        writer.complete(100);
        assertThat(Files.readAllLines(directory.resolve("candles.csv")).stream().skip(1))
                .extracting(line -> line.split(",")[1])
                .containsExactly(
                        "10m", "12h", "15m", "1M", "1d", "1h", "1w", "2h", "30m", "3h", "45m", "4h",
                        "5m", "6h", "8h");
    }

    @Test
    void writesOnlyTheWantedTimeframes() throws IOException {
        TestWriter writer = new TestWriter("run", 1);
        writer.format = new CandleRowFormat(EnumSet.of(Timeframe.D1));
        writer.write(page(candle("A", Timeframe.M5, T0, 1), candle("A", Timeframe.D1, T0, 1)), 0);
        writer.complete(100);
        assertThat(Files.readAllLines(directory.resolve("candles.csv"))).hasSize(2);
        assertThat(new CandleRowFormat(Set.of())).isNotNull();
    }

    @Test
    void leavesTheFileAloneWhenNothingChanged() throws IOException {
        TestWriter first = new TestWriter("first", 1);
        first.write(page(candle("A", Timeframe.M5, T0, 1)), 0);
        first.complete(100);
        byte[] before = Files.readAllBytes(directory.resolve("candles.csv"));
        new TestWriter("second", 1).complete(100);
        assertThat(Files.readAllBytes(directory.resolve("candles.csv"))).isEqualTo(before);
    }

    @Test
    void keepsHostileSymbolsInOrder() throws IOException {
        String[] hostile = {
            "'; DROP TABLE x",
            "../x",
            "<script>",
            "=cmd()",
            "'=cmd()",
            "a\nb",
            "\u202Ertl",
            "\uD83D\uDE00",
            "a,b",
            "a\"b",
            "x".repeat(10_000),
            "-1",
            "\uFF21"
        };
        for (String runId : List.of("first", "second")) {
            TestWriter writer = new TestWriter(runId, 2);
            for (String symbol : hostile) {
                writer.write(page(candle(symbol, Timeframe.M5, T0, 1)), 0);
                writer.write(page(candle(symbol, Timeframe.M5, T0 + 300_000, 1)), 1);
            }
            writer.complete(100);
        }
        List<String> lines = Files.readAllLines(directory.resolve("candles.csv"));
        assertThat(lines).hasSize(1 + 2 * hostile.length);
        assertThat(lines).noneMatch(line -> line.startsWith("=") || line.startsWith("-"));
    }

    @Test
    void keepsEqualLinesOfRejectedBars() throws IOException {
        RunFolder folder = new RunFolder(directory.toString(), "run", CsvFile.REJECTED);
        SortBuffer buffer = new SortBuffer(CsvFile.REJECTED, 1000);
        RejectedRowFormat format = new RejectedRowFormat();
        RejectedBar bar =
                new RejectedBar(
                        "A", Long.MIN_VALUE, RejectReason.UNPARSABLE, "a.csv:7", "=1,x", "file");
        format.write(bar, new CsvLine(), buffer);
        format.write(bar, new CsvLine(), buffer);
        CsvRun run =
                RunFile.write(CsvStorage.local(), folder.create().resolve("1.run"), buffer.drain());
        new CsvMerge(CsvFile.REJECTED, folder, CsvStorage.local(), 8).merge(List.of(run));
        assertThat(Files.readString(directory.resolve("rejected.csv")))
                .isEqualTo(
                        "symbol,open_time,reason,place,text,source\n"
                                + "A,,unparsable,a.csv:7,\"'=1,x\",file\n".repeat(2));
    }

    @Test
    void keepsTheOldFileWhenTheDiskIsFull() throws IOException {
        TestWriter first = new TestWriter("first", 1);
        first.write(page(candle("A", Timeframe.M5, T0, 1)), 0);
        first.complete(100);
        byte[] before = Files.readAllBytes(directory.resolve("candles.csv"));
        TestWriter second = new TestWriter("second", 1);
        second.write(page(candle("B", Timeframe.M5, T0, 1)), 0);
        second.storage = file -> new FullDisk(file, 100);
        assertThatThrownBy(() -> second.complete(100))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("candles.csv, which stays as it was")
                .hasMessageContaining("No space left on device");
        assertThat(Files.readAllBytes(directory.resolve("candles.csv"))).isEqualTo(before);
        assertThat(halfFiles()).isEmpty();
        second.storage = CsvStorage.local();
        second.complete(100);
        assertThat(Files.readAllLines(directory.resolve("candles.csv"))).hasSize(3);
    }

    @Test
    void mayBeDoneAgainAfterAnyKill() throws IOException {
        TestWriter first = new TestWriter("first", 1);
        first.write(page(candle("A", Timeframe.M5, T0, 1), candle("A", Timeframe.H1, T0, 1)), 0);
        first.complete(100);
        TestWriter second = new TestWriter("second", 1);
        second.write(page(candle("A", Timeframe.M5, T0, 2, 99.5)), 0);
        second.merge(100);
        byte[] once = Files.readAllBytes(directory.resolve("candles.csv"));
        Files.writeString(second.folder.path().resolve("candles.csv.tmp"), "half a fi");
        second.merge(100);
        assertThat(Files.readAllBytes(directory.resolve("candles.csv"))).isEqualTo(once);
        second.folder.delete();
        second.folder.delete();
        assertThat(directory.toFile().list()).containsExactly("candles.csv");
    }

    @Test
    void keepsWhatAnotherRunWroteMeanwhile() throws IOException {
        TestWriter crashed = new TestWriter("crashed", 1);
        crashed.folder.stored();
        TestWriter other = new TestWriter("other", 1);
        other.write(page(candle("B", Timeframe.M5, T0, 1)), 0);
        other.complete(100);
        crashed.write(page(candle("A", Timeframe.M5, T0, 1)), 0);
        crashed.complete(100);
        assertThat(Files.readAllLines(directory.resolve("candles.csv"))).hasSize(3);
    }

    @Test
    void refusesARunThatIsNotTheOneOfTheCheckpoint() throws IOException {
        TestWriter writer = new TestWriter("run", 1);
        writer.write(page(candle("A", Timeframe.M5, T0, 1)), 0);
        writer.spill();
        Path run = writer.folder.path().resolve(writer.runs.get(0).name());
        Files.write(run, new byte[] {1});
        assertThatThrownBy(() -> writer.complete(100))
                .hasMessageContaining("has 1 bytes: expected a run of");
        Files.delete(run);
        assertThatThrownBy(() -> writer.complete(100)).hasMessageContaining("is missing");
        assertThat(directory.resolve("candles.csv")).doesNotExist();
    }

    @Test
    void refusesAFileThatIsNotOurs() throws IOException {
        Files.writeString(directory.resolve("candles.csv"), "Date,Open\n2025-01-01,1\n");
        assertThatThrownBy(() -> new TestWriter("run", 1).complete(100))
                .hasMessageContaining("expected the header symbol,timeframe")
                .hasMessageContaining("found Date,Open");
        CsvSettings settings = CsvSettings.of(directory.toString(), "run");
        assertThatThrownBy(() -> CsvSinks.prepare(settings))
                .hasMessageContaining("found Date,Open");
        CsvSettings inAFile = CsvSettings.of(directory.resolve("candles.csv").toString(), "run");
        assertThatThrownBy(() -> CsvSinks.prepare(inAFile)).isInstanceOf(IOException.class);
        String row =
                "B,5m,2025-07-02T13:30:00Z,x,x,1,1,1,1,1,1,1,1,1,true,file,"
                        + ",".repeat(22)
                        + "0,0,\n";
        Files.writeString(
                directory.resolve("candles.csv"), CsvFile.CANDLES.header() + "\n" + row + row);
        assertThatThrownBy(() -> new TestWriter("run2", 1).complete(100))
                .hasMessageContaining("expected rows sorted by");
        Files.writeString(directory.resolve("candles.csv"), CsvFile.CANDLES.header() + "\nB,5m\n");
        assertThatThrownBy(() -> new TestWriter("run3", 1).complete(100))
                .hasMessageContaining("expected 41 cells, found 2: B,5m");
    }

    private List<String> halfFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(Path::toString).filter(name -> name.endsWith(".tmp")).toList();
        }
    }

    /** Writes each candle at a revision above those it had, so that content and revision agree. */
    private static CandlePage randomPage(Random random, Map<String, Candle> highest) {
        List<Candle> candles = new ArrayList<>();
        String symbol = SYMBOLS[random.nextInt(SYMBOLS.length)];
        for (int i = 0; i <= random.nextInt(20); i++) {
            Timeframe timeframe = Timeframe.of(random.nextInt(Timeframe.count()));
            long openTime = T0 + random.nextInt(40) * 300_000L;
            Candle before = highest.get(symbol + "|" + timeframe + "|" + openTime);
            int revision = before == null ? 1 : before.revision() + 1;
            double close = Math.round(random.nextDouble() * 1e6) / 1e4;
            Candle candle = candle(symbol, timeframe, openTime, revision, close);
            highest.put(symbol + "|" + timeframe + "|" + openTime, candle);
            candles.add(candle);
            if (before != null && random.nextBoolean()) {
                candles.add(before);
            }
        }
        return page(candles);
    }

    private static List<String> sorted(Map<String, Candle> candles) throws IOException {
        SortBuffer buffer = new SortBuffer(CsvFile.CANDLES, 1);
        List<String> lines = new ArrayList<>();
        List<Candle> inOrder =
                candles.values().stream()
                        .sorted(
                                Comparator.comparing(Candle::symbol)
                                        .thenComparing(candle -> candle.timeframe().wire())
                                        .thenComparingLong(Candle::openTime))
                        .toList();
        for (Candle candle : inOrder) {
            new CandleRowFormat(EnumSet.allOf(Timeframe.class))
                    .write(page(candle), new CsvLine(), buffer);
            String line = new String(buffer.drain().next().line(), StandardCharsets.UTF_8);
            lines.add(line.substring(0, line.length() - 1));
        }
        return lines;
    }

    /** Several writers of one run, each with a tiny memory, and their merge. */
    private final class TestWriter {

        final RunFolder folder;
        final List<CsvRun> runs = new ArrayList<>();
        CandleRowFormat format = new CandleRowFormat(EnumSet.allOf(Timeframe.class));
        CsvStorage storage = CsvStorage.local();
        private final List<SortBuffer> buffers = new ArrayList<>();

        TestWriter(String runId, int writers) {
            folder = new RunFolder(directory.toString(), runId, CsvFile.CANDLES);
            for (int i = 0; i < Math.max(3, writers); i++) {
                buffers.add(new SortBuffer(CsvFile.CANDLES, 2000L * writers));
            }
        }

        void write(CandlePage page, int writer) throws IOException {
            format.write(page, new CsvLine(), buffers.get(writer));
            if (buffers.get(writer).isFull()) {
                spill(buffers.get(writer));
            }
        }

        void spill() throws IOException {
            for (SortBuffer buffer : buffers) {
                if (!buffer.isEmpty()) {
                    spill(buffer);
                }
            }
        }

        private void spill(SortBuffer buffer) throws IOException {
            Path file = folder.create().resolve(runs.size() + ".run");
            runs.add(RunFile.write(CsvStorage.local(), file, buffer.drain()));
        }

        void merge(int maxOpen) throws IOException {
            spill();
            new CsvMerge(CsvFile.CANDLES, folder, storage, maxOpen).merge(runs);
        }

        void complete(int maxOpen) throws IOException {
            merge(maxOpen);
            folder.delete();
        }
    }

    /** Takes so many bytes and no more. */
    private static final class FullDisk extends OutputStream {

        private final OutputStream file;
        private int left;

        FullDisk(Path path, int capacity) throws IOException {
            file = Files.newOutputStream(path);
            left = capacity;
        }

        @Override
        public void write(int b) throws IOException {
            if (left-- <= 0) {
                throw new IOException("No space left on device");
            }
            file.write(b);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
