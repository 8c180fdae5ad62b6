package dev.candlemill.csv;

import static dev.candlemill.csv.Candles.T0;
import static dev.candlemill.csv.Candles.candle;
import static dev.candlemill.csv.Candles.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.StoredCandles;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldRun;
import dev.candlemill.candle.IndicatorPages;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.RegionStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvBaselineReaderTest {

    private static final long SLOT = 300_000L;

    @TempDir Path directory;

    @Test
    void knowsNothingWithoutAFile() throws IOException {
        try (BaselineReader reader = open("run")) {
            Baseline baseline = read(reader, "A", T0, T0 + SLOT);
            assertThat(baseline.candles().isEmpty()).isTrue();
            assertThat(baseline.startsRegion()).isTrue();
        }
    }

    @Test
    void knowsNothingOfAnEmptyFileOrOneWithAHeaderOnly() throws IOException {
        for (String content : List.of("", CsvFile.CANDLES.header() + "\n")) {
            Files.writeString(directory.resolve("candles.csv"), content);
            try (BaselineReader reader = open("run" + content.length())) {
                assertThat(read(reader, "A", T0, T0 + SLOT).bars().isEmpty()).isTrue();
            }
        }
    }

    @Test
    void findsExactlyTheRowsOfSymbolAndRange() throws IOException {
        List<CandlePage> pages = new ArrayList<>();
        for (String symbol : List.of("A", "A.B", "B", "^Z")) {
            List<Candle> candles = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                candles.add(candle(symbol, Timeframe.M5, T0 + i * SLOT, 1 + i % 3, 100 + i * 0.01));
                candles.add(candle(symbol, Timeframe.M10, T0 + i * SLOT, 1, 50 + i));
                candles.add(candle(symbol, Timeframe.MN1, T0 + i * SLOT, 1, 50 + i));
            }
            pages.add(page(candles));
        }
        store(pages);
        Random random = new Random(3);
        try (BaselineReader reader = open("run")) {
            for (int i = 0; i < 300; i++) {
                CandlePage page = pages.get(random.nextInt(pages.size()));
                long from = T0 + (random.nextInt(1100) - 50) * SLOT - random.nextInt(2);
                long to = from + random.nextInt(200) * SLOT;
                assertBaselineIs(page, read(reader, page.symbol(), from, to));
            }
            assertThat(read(reader, "C", T0, T0 + SLOT).candles().isEmpty()).isTrue();
            assertThat(read(reader, "zzz", T0, T0 + SLOT).candles().isEmpty()).isTrue();
        }
    }

    @Test
    void aFilledCandleIsKnownAndStandsForNoBar() throws IOException {
        Candle real = candle("A", Timeframe.M5, T0, 1, 100);
        Candle filled =
                new Candle(
                        "A",
                        Timeframe.M5,
                        real.closeTime(),
                        real.closeTime() + SLOT,
                        real.sessionDate(),
                        100,
                        100,
                        100,
                        100,
                        0,
                        0,
                        1,
                        0,
                        1);
        store(List.of(page(List.of(real, filled))));
        try (BaselineReader reader = open("run")) {
            Baseline baseline = read(reader, "A", T0, T0 + 2 * SLOT);
            assertThat(baseline.bars().size()).isEqualTo(1);
            assertThat(baseline.candles().size()).isEqualTo(2);
            assertThat(baseline.candles().contentHash(1)).isEqualTo(FoldRun.hash(filled));
        }
    }

    @Test
    void knowsTheIndicatorsRevisionAndHash() throws IOException {
        CandlePage page =
                IndicatorPages.of(
                        candle("A", Timeframe.M5, T0, 1, 100),
                        3,
                        List.of("sma(10)"),
                        Map.of("rsi_14", 29.5, "sma_10", 100.25));
        store(List.of(page));
        try (BaselineReader reader = open("run")) {
            StoredCandles candles = read(reader, "A", T0, T0 + SLOT).candles();
            assertThat(candles.indicatorRevision(0)).isEqualTo(3);
            assertThat(candles.indicatorHash(0)).isEqualTo(page.indicatorHash(0));
        }
    }

    @Test
    void aRegionBeginsAtTheSymbolsFirstCandle() throws IOException {
        store(
                List.of(
                        page(candle("A", Timeframe.M5, T0 + 9 * SLOT, 1)),
                        page(candle("B", Timeframe.M5, T0 + SLOT, 1)),
                        page(candle("C", Timeframe.H1, T0, 1))));
        try (BaselineReader reader = open("run")) {
            RegionStart first = new RegionStart(T0 + SLOT, false);
            assertThat(reader.startOf("B", T0 + 5 * SLOT)).contains(first);
            assertThat(reader.startOf("B", T0 + SLOT)).isEmpty();
            assertThat(reader.startOf("C", T0 + 5 * SLOT)).isEmpty();
            assertThat(reader.startOf("D", T0 + 5 * SLOT)).isEmpty();
        }
    }

    @Test
    void staysWithTheFileThatTheRunBeganWith() throws IOException {
        store(List.of(page(candle("A", Timeframe.M5, T0, 1))));
        open("run").close();
        Files.delete(directory.resolve("candles.csv"));
        Files.writeString(directory.resolve("candles.csv"), CsvFile.CANDLES.header() + "\n");
        try (BaselineReader reader = open("run")) {
            assertThat(read(reader, "A", T0, T0 + SLOT).candles().size()).isEqualTo(1);
        }
        try (BaselineReader reader = open("another")) {
            assertThat(read(reader, "A", T0, T0 + SLOT).candles().size()).isZero();
        }
    }

    private static void assertBaselineIs(CandlePage page, Baseline baseline) {
        List<String> expected = new ArrayList<>();
        List<Bar> bars = new ArrayList<>();
        for (Timeframe timeframe : Timeframe.all()) {
            for (int i = 0; i < page.size(); i++) {
                long time = page.openTime(i);
                if (page.timeframe(i) == timeframe
                        && time >= baseline.from()
                        && time < baseline.to()) {
                    expected.add(
                            timeframe
                                    + " "
                                    + time
                                    + " "
                                    + page.revision(i)
                                    + " "
                                    + page.contentHash(i));
                    if (timeframe == Timeframe.M5) {
                        bars.add(
                                new Bar(
                                        time,
                                        page.open(i),
                                        page.high(i),
                                        page.low(i),
                                        page.close(i),
                                        page.volume(i)));
                    }
                }
            }
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < baseline.candles().size(); i++) {
            found.add(
                    Timeframe.of(baseline.candles().timeframe(i))
                            + " "
                            + baseline.candles().openTime(i)
                            + " "
                            + baseline.candles().revision(i)
                            + " "
                            + baseline.candles().contentHash(i));
        }
        assertThat(found).isEqualTo(expected);
        List<Bar> foundBars = new ArrayList<>();
        for (int i = 0; i < baseline.bars().size(); i++) {
            foundBars.add(baseline.bars().bar(i));
        }
        assertThat(foundBars).isEqualTo(bars);
    }

    private BaselineReader open(String runId) throws IOException {
        return CsvBaselineReader.factory(CsvSettings.of(directory.toString(), runId)).open();
    }

    private void store(List<CandlePage> pages) throws IOException {
        RunFolder folder = new RunFolder(directory.toString(), "store", CsvFile.CANDLES);
        SortBuffer buffer = new SortBuffer(CsvFile.CANDLES, 1 << 20);
        for (CandlePage page : pages) {
            new CandleRowFormat(EnumSet.allOf(Timeframe.class)).write(page, new CsvLine(), buffer);
        }
        Path file = folder.create().resolve("1.run");
        CsvRun run = RunFile.write(CsvStorage.local(), file, buffer.drain());
        new CsvMerge(CsvFile.CANDLES, folder, CsvStorage.local(), 8).merge(List.of(run));
        folder.delete();
    }

    private static Baseline read(BaselineReader reader, String symbol, long from, long to)
            throws IOException {
        return reader.read(new BaselineRequest(symbol, from, to, true, List.of()));
    }
}
