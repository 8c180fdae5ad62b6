package dev.candlemill.csv;

import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.signal.Signal;
import dev.candlemill.wire.Uids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * {@code candles.csv}, {@code signals.csv}, {@code rejected.csv} and {@code late.csv}: sorted,
 * complete when the bounded job has ended, the old files until then.
 *
 * <p>Each is two operators. The first is chained to its input, at any parallelism, and turns rows
 * into sorted runs on disk, in bounded memory; only the names of runs leave it. The second is one
 * task that keeps these names in its state and, at the end of input, merges the runs and renames
 * the result. An operator rather than a {@code Committer}, for three reasons: "all writers have
 * ended" is known to an operator behind them, while committers of a bounded job end in different
 * checkpoints; a name that leaves before the barrier is in the same checkpoint as what it was made
 * from, so no writer needs state and any rescaling is safe; and it works without checkpoints and
 * without a client that waits for the job; one that does may {@link #tidy} up behind it.
 */
public final class CsvSinks {

    private CsvSinks() {}

    /**
     * The preflight: the folder can be written to, and what it stores, if anything, is ours.
     *
     * @throws IOException saying what is in the way
     */
    public static void prepare(CsvSettings settings) throws IOException {
        Path folder = Files.createDirectories(Path.of(settings.directory()));
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + ": expected a folder that can be written to");
        }
        for (CsvFile file : List.of(CsvFile.CANDLES, CsvFile.SIGNALS)) {
            check(folder.resolve(file.fileName()), file.header());
            check(folder.resolve(file.storeName()), file.storeHeader());
        }
    }

    private static void check(Path stored, String header) throws IOException {
        if (Files.exists(stored)) {
            StoredCursor.openPastHeader(stored, header, 1 << 12).close();
        }
    }

    /**
     * Removes what a run kept for a restart, when its job has finished. The job does so itself
     * where a checkpoint follows the merge; where checkpoints end with the first finished task,
     * none does, and only who waits for the job knows that no restart will need the runs.
     */
    public static void tidy(CsvSettings settings) throws IOException {
        for (CsvFile file : CsvFile.values()) {
            new RunFolder(settings.directory(), settings.runId(), file).delete();
        }
    }

    public static void candles(DataStream<CandlePage> pages, CsvSettings settings) {
        candles(pages, settings, CsvStorage.local());
    }

    static void candles(DataStream<CandlePage> pages, CsvSettings settings, CsvStorage storage) {
        CandleRowFormat format = new CandleRowFormat(settings.timeframes());
        Steps steps = new Steps(Uids.CSV_CANDLE_RUNS, Uids.CSV_CANDLES);
        define(pages, new Output<>(CsvFile.CANDLES, format, steps), settings, storage);
    }

    public static void signals(DataStream<Signal> signals, CsvSettings settings) {
        SignalRowFormat format = new SignalRowFormat();
        Steps steps = new Steps(Uids.CSV_SIGNAL_RUNS, Uids.CSV_SIGNALS);
        define(signals, new Output<>(CsvFile.SIGNALS, format, steps), settings, CsvStorage.local());
    }

    public static void rejected(DataStream<RejectedBar> bars, CsvSettings settings) {
        RejectedRowFormat format = new RejectedRowFormat();
        Steps steps = new Steps(Uids.CSV_REJECTED_RUNS, Uids.CSV_REJECTED);
        define(bars, new Output<>(CsvFile.REJECTED, format, steps), settings, CsvStorage.local());
    }

    public static void late(DataStream<LateBar> bars, CsvSettings settings) {
        LateRowFormat format = new LateRowFormat();
        Steps steps = new Steps(Uids.CSV_LATE_RUNS, Uids.CSV_LATE);
        define(bars, new Output<>(CsvFile.LATE, format, steps), settings, CsvStorage.local());
    }

    private record Steps(Uids runs, Uids merge) {}

    private record Output<T>(CsvFile file, RowFormat<T> format, Steps steps) {}

    private static <T> void define(
            DataStream<T> elements, Output<T> output, CsvSettings settings, CsvStorage storage) {
        CsvFile file = output.file();
        Uids runs = output.steps().runs();
        Uids merge = output.steps().merge();
        elements.transform(
                        runs.operatorName(),
                        TypeInformation.of(CsvRun.class),
                        new CsvRunOperator<>(file, settings, output.format(), storage))
                .uid(runs.uid())
                .global()
                .transform(
                        merge.operatorName(),
                        Types.VOID,
                        new CsvMergeOperator(file, settings, storage))
                .uid(merge.uid())
                .forceNonParallel();
    }
}
