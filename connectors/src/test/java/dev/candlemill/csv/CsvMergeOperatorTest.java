package dev.candlemill.csv;

import static dev.candlemill.csv.Candles.T0;
import static dev.candlemill.csv.Candles.candle;
import static dev.candlemill.csv.Candles.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvMergeOperatorTest {

    @TempDir Path directory;

    @Test
    void countsOnlyTheRunsOfTheRestoredCheckpoint() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var operator = harness()) {
            operator.open();
            operator.processElement(new StreamRecord<>(run("1.run", "A")));
            checkpoint = operator.snapshot(1, 0);
            operator.processElement(new StreamRecord<>(run("2.run", "B")));
        }
        try (var operator = harness()) {
            operator.initializeState(checkpoint);
            operator.open();
            operator.processElement(new StreamRecord<>(run("3.run", "C")));
            operator.endInput();
            assertThat(symbols()).isEqualTo("AC");
            assertThat(directory.toFile().list()).hasSize(2);
            operator.snapshot(2, 0);
            operator.notifyOfCompletedCheckpoint(2);
        }
        assertThat(directory.toFile().list()).containsExactly("candles.csv");
    }

    @Test
    void mergesAgainWhenTheMergeIsInNoCheckpoint() throws Exception {
        OperatorSubtaskState before;
        try (var operator = harness()) {
            operator.open();
            operator.processElement(new StreamRecord<>(run("1.run", "A")));
            before = operator.snapshot(1, 0);
            operator.endInput();
            assertThat(symbols()).isEqualTo("A");
        }
        try (var operator = harness()) {
            operator.initializeState(before);
            operator.open();
            operator.processElement(new StreamRecord<>(run("2.run", "B")));
            operator.endInput();
            assertThat(symbols()).isEqualTo("AB");
        }
    }

    @Test
    void onlyDeletesWhatIsLeftWhenTheMergeIsInTheCheckpoint() throws Exception {
        OperatorSubtaskState after;
        try (var operator = harness()) {
            operator.open();
            operator.processElement(new StreamRecord<>(run("1.run", "A")));
            operator.endInput();
            after = operator.snapshot(1, 0);
        }
        Files.delete(directory.resolve(".candlemill-run-run/candles/1.run"));
        try (var operator = harness()) {
            operator.initializeState(after);
            operator.open();
            operator.endInput();
            operator.snapshot(2, 0);
            operator.notifyOfCompletedCheckpoint(2);
        }
        assertThat(symbols()).isEqualTo("A");
        assertThat(directory.toFile().list()).containsExactly("candles.csv");
    }

    @Test
    void needsNoKryoForItsState() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(CsvRun.class);
    }

    private OneInputStreamOperatorTestHarness<CsvRun, Void> harness() throws Exception {
        CsvSettings settings = CsvSettings.of(directory.toString(), "run");
        var harness =
                new OneInputStreamOperatorTestHarness<CsvRun, Void>(
                        new CsvMergeOperator(CsvFile.CANDLES, settings, CsvStorage.local()));
        harness.getEnvironment()
                .getJobConfiguration()
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        return harness;
    }

    private CsvRun run(String name, String symbol) throws Exception {
        RunFolder folder = new RunFolder(directory.toString(), "run", CsvFile.CANDLES);
        SortBuffer buffer = new SortBuffer(CsvFile.CANDLES, 1000);
        new CandleRowFormat(EnumSet.allOf(Timeframe.class))
                .write(page(candle(symbol, Timeframe.M5, T0, 1)), new CsvLine(), buffer);
        return RunFile.write(CsvStorage.local(), folder.create().resolve(name), buffer.drain());
    }

    private String symbols() throws Exception {
        StringBuilder symbols = new StringBuilder();
        for (String line : Files.readAllLines(directory.resolve("candles.csv"))) {
            symbols.append(line.startsWith("symbol") ? "" : line.charAt(0));
        }
        return symbols.toString();
    }
}
