package dev.candlemill.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.signal.SignalType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
