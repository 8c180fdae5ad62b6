package dev.candlemill.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in memory until they are written as one sorted run. */
final class SortBuffer implements RowFormat.Rows {

    private final CsvFile file;
    private final long memory;
    private List<CsvRow> rows = new ArrayList<>();
    private long held;

    SortBuffer(CsvFile file, long memory) {
        this.file = file;
        this.memory = memory;
    }

    @Override
    public void add(CsvRow row) {
        rows.add(row);
        held += row.heapBytes();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    boolean isFull() {
        return held >= memory;
    }

    /** The rows in order, each key once where keys are unique; the buffer is empty afterwards. */
    RowCursor drain() throws IOException {
        List<CsvRow> sorted = rows;
        rows = new ArrayList<>();
        held = 0;
        sorted.sort(RowMerge.order(file));
        return new RowMerge(file, List.of(new InMemory(sorted)));
    }

    private static final class InMemory implements RowCursor {

        private final List<CsvRow> rows;
        private int position;

        InMemory(List<CsvRow> rows) {
            this.rows = rows;
        }

        @Override
        public @Nullable CsvRow next() {
            return position < rows.size() ? rows.get(position++) : null;
        }

        @Override
        public void close() {}
    }
}
