package dev.candlemill.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Writes its elements' rows into sorted runs and sends the names of the finished ones on. It has no
 * state: what it holds becomes a run, and the run's name leaves, before the barrier of every
 * checkpoint.
 */
final class CsvRunOperator<T> extends AbstractStreamOperator<CsvRun>
        implements OneInputStreamOperator<T, CsvRun>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    // -- configuration
    private final CsvFile file;
    private final CsvSettings settings;
    private final RowFormat<T> format;
    private final CsvStorage storage;

    // -- runtime
    @SuppressWarnings("NullAway.Init")
    private transient RunFolder folder;

    @SuppressWarnings("NullAway.Init")
    private transient SortBuffer buffer;

    @SuppressWarnings("NullAway.Init")
    private transient CsvLine line;

    @SuppressWarnings("NullAway.Init")
    private transient String namePrefix;

    private transient int runsWritten;

    CsvRunOperator(CsvFile file, CsvSettings settings, RowFormat<T> format, CsvStorage storage) {
        this.file = file;
        this.settings = settings;
        this.format = format;
        this.storage = storage;
    }

    @Override
    public void open() throws Exception {
        super.open();
        folder = new RunFolder(settings.directory(), settings.runId(), file);
        buffer = new SortBuffer(file, settings.sortMemory());
        line = new CsvLine();
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        namePrefix = subtask + "-" + UUID.randomUUID() + "-";
    }

    @Override
    public void processElement(StreamRecord<T> element) throws Exception {
        format.write(element.getValue(), line, buffer);
        if (buffer.isFull()) {
            writeRun();
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        writeRun();
    }

    @Override
    public void endInput() throws Exception {
        writeRun();
    }

    private void writeRun() throws IOException {
        if (buffer.isEmpty()) {
            return;
        }
        String name = namePrefix + runsWritten++ + ".run";
        Path file = folder.create().resolve(name);
        try (RowCursor rows = buffer.drain()) {
            output.collect(new StreamRecord<>(RunFile.write(storage, file, rows)));
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw folder.failure("write rows of", e);
        }
    }
}
