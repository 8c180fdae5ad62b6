package dev.candlemill.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.candlemill.bar.StoredSignals;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalKey;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.signal.SignalType;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.BaselineRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignalFileTest {

    private static final long OPEN_TIME = Instant.parse("2025-07-02T13:30:00Z").toEpochMilli();

    @TempDir Path directory;

    @Test
    void writesTheColumnsThatUsersExpect() throws Exception {
        run("a", signal("aapl", "XNAS:AAPL", 0, "rsi(14,30,70)", 1, SignalStatus.NEW));

        assertThat(lines())
                .containsExactly(
                        "setup,symbol,timeframe,open_time,close_time,strategy,signal_type,price,"
                                + "confidence,revision,status",
                        "aapl,XNAS:AAPL,1h,2025-07-02T13:30:00Z,2025-07-02T14:30:00Z,"
                                + "\"rsi(14,30,70)\",BUY,209.875,0.625,1,NEW");
    }

    @Test
    void sortsAndKeepsTheHighestRevisionOfAllRuns() throws Exception {
        run(
                "a",
                signal("b", "A", 1, "rsi(14,30,70)", 1, SignalStatus.NEW),
                signal("a", "B", 0, "rsi(14,30,70)", 1, SignalStatus.NEW),
                signal("a", "A", 1, "rsi(14,30,70)", 1, SignalStatus.NEW),
                signal("a", "A", 1, "macd_cross(12,26,9)", 1, SignalStatus.NEW));
        run(
                "b",
                signal("a", "A", 1, "rsi(14,30,70)", 3, SignalStatus.RETRACTED),
                signal("a", "A", 1, "rsi(14,30,70)", 2, SignalStatus.REVISED),
                signal("a", "A", 0, "rsi(14,30,70)", 1, SignalStatus.NEW));

        assertThat(lines().subList(1, lines().size()))
                .extracting(line -> line.replaceAll(",[^,]*Z,|,BUY.*625", ","))
                .containsExactly(
                        "a,A,1h,2025-07-02T14:30:00Z,\"rsi(14,30,70)\",,1,NEW",
                        "a,A,1h,2025-07-02T15:30:00Z,\"macd_cross(12,26,9)\",,1,NEW",
                        "a,A,1h,2025-07-02T15:30:00Z,\"rsi(14,30,70)\",,3,RETRACTED",
                        "a,B,1h,2025-07-02T14:30:00Z,\"rsi(14,30,70)\",,1,NEW",
                        "b,A,1h,2025-07-02T15:30:00Z,\"rsi(14,30,70)\",,1,NEW");
    }

    @Test
    void aSecondIdenticalRunChangesNothing() throws Exception {
        Signal signal = signal("aapl", "=A", 0, "rsi(14,30,70)", 1, SignalStatus.NEW);
        run("a", signal);
        byte[] first = Files.readAllBytes(directory.resolve("signals.csv"));
        run("b", signal);
        run("c");

        assertThat(directory.resolve("signals.csv")).hasBinaryContent(first);
    }

    @Test
    void refusesAFileThatIsNotOurs() throws Exception {
        Files.writeString(directory.resolve("signals.csv"), "time,side\n1,BUY\n");

        assertThatThrownBy(() -> CsvSinks.prepare(settings("a")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("signals.csv: expected the header setup,symbol,")
                .hasMessageContaining("found time,side");
    }

    @Test
    void knowsOfEachSymbolAndRangeWhatWasSent() throws Exception {
        Signal first = signal("a", "A", 0, "rsi(14,30,70)", 1, SignalStatus.NEW);
        Signal retracted = signal("a", "A", 2, "rsi(14,30,70)", 3, SignalStatus.RETRACTED);
        Signal ofAnotherSetup = signal("b", "A", 2, "sma_cross(20,50)", 2, SignalStatus.REVISED);
        run(
                "a",
                first,
                retracted,
                ofAnotherSetup,
                signal("a", "A", 3, "rsi(14,30,70)", 1, SignalStatus.NEW),
                signal("a", "A.B", 0, "rsi(14,30,70)", 1, SignalStatus.NEW));

        assertThat(stored("A", 0, 3))
                .containsExactly(row(first), row(retracted), row(ofAnotherSetup));
        assertThat(stored("A.B", 0, 3)).hasSize(1);
        assertThat(stored("B", 0, 3)).isEmpty();
        assertThat(row(first).contentHash()).isEqualTo(first.contentHash());
        assertThat(row(retracted).contentHash()).isEqualTo(Signal.RETRACTED_CONTENT);
    }

    @Test
    void aFolderWithoutTheHiddenFileKnowsRevisionsAndNoContent() throws Exception {
        run(
                "a",
                signal("a", "A", 0, "rsi(14,30,70)", 2, SignalStatus.REVISED),
                signal("a", "A", 1, "rsi(14,30,70)", 3, SignalStatus.RETRACTED));
        List<String> lines = lines();
        Files.delete(directory.resolve(".candlemill-signals.csv"));

        assertThat(stored("A", 0, 3))
                .extracting(StoredSignals.Row::revision, StoredSignals.Row::contentHash)
                .containsExactly(tuple(2, 1L), tuple(3, 0L));
        run("b");
        assertThat(lines()).isEqualTo(lines);
    }

    @Test
    void aDeletedFileIsForgotten() throws Exception {
        run("a", signal("a", "A", 0, "rsi(14,30,70)", 5, SignalStatus.REVISED));
        Files.delete(directory.resolve("signals.csv"));

        assertThat(stored("A", 0, 3)).isEmpty();
        run("b", signal("a", "A", 0, "rsi(14,30,70)", 1, SignalStatus.NEW));
        assertThat(lines()).hasSize(2).last().asString().endsWith(",1,NEW");
    }

    private List<StoredSignals.Row> stored(String symbol, int from, int to) throws IOException {
        List<StoredSignals.Row> rows = new ArrayList<>();
        try (BaselineReader reader = CsvBaselineReader.factory(settings("next")).open()) {
            StoredSignals signals =
                    reader.read(
                                    new BaselineRequest(
                                            symbol,
                                            OPEN_TIME + from * 3_600_000L,
                                            OPEN_TIME + to * 3_600_000L,
                                            true,
                                            List.of()))
                            .signals();
            for (int i = 0; i < signals.size(); i++) {
                rows.add(signals.row(i));
            }
        }
        CsvSinks.tidy(settings("next"));
        return rows;
    }

    private static StoredSignals.Row row(Signal signal) {
        return new StoredSignals.Row(
                signal.timeframe().ordinal(),
                signal.openTime(),
                SignalKey.of(signal.setup(), signal.strategy()),
                signal.revision(),
                signal.contentHash(),
                signal.type().ordinal(),
                StoredSignals.Origin.EARLIER);
    }

    private CsvSettings settings(String runId) {
        return CsvSettings.of(directory.toString(), runId);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(directory.resolve("signals.csv"));
    }

    private void run(String runId, Signal... signals) throws IOException {
        RunFolder folder = new RunFolder(directory.toString(), runId, CsvFile.SIGNALS);
        folder.stored();
        SortBuffer buffer = new SortBuffer(CsvFile.SIGNALS, 1 << 20);
        CsvLine line = new CsvLine();
        for (Signal signal : signals) {
            new SignalRowFormat().write(signal, line, buffer);
        }
        CsvStorage storage = CsvStorage.local();
        List<CsvRun> runs;
        try (RowCursor rows = buffer.drain()) {
            runs = List.of(RunFile.write(storage, folder.create().resolve("0.run"), rows));
        }
        new CsvMerge(CsvFile.SIGNALS, folder, storage, CsvMerge.MAX_OPEN).merge(runs);
        folder.delete();
    }

    private static Signal signal(
            String setup,
            String symbol,
            int hour,
            String strategy,
            int revision,
            SignalStatus status) {
        long openTime = OPEN_TIME + hour * 3_600_000L;
        return new Signal(
                setup,
                symbol,
                Timeframe.H1,
                strategy,
                openTime,
                openTime + 3_600_000,
                SignalType.BUY,
                209.875,
                0.625,
                Map.of("rsi_14", 29.5),
                1,
                revision,
                status,
                "file");
    }
}
