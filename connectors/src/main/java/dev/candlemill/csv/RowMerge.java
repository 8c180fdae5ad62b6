package dev.candlemill.csv;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorted cursors as one. For a file with unique rows the highest revision of a key stays, at equal
 * revisions that of the later cursor.
 */
final class RowMerge implements RowCursor {

    private final List<RowCursor> cursors;
    private final boolean unique;
    private final PriorityQueue<Head> heads;

    private record Head(CsvRow row, int cursor) {}

    RowMerge(CsvFile file, List<RowCursor> cursors) throws IOException {
        this.cursors = cursors;
        this.unique = file.isUnique();
        Comparator<CsvRow> order = order(file);
        this.heads =
                new PriorityQueue<>(
                        Math.max(1, cursors.size()),
                        Comparator.comparing(Head::row, order).thenComparingInt(Head::cursor));
        for (int i = 0; i < cursors.size(); i++) {
            advance(i);
        }
    }

    static Comparator<CsvRow> order(CsvFile file) {
        return file.isUnique() ? CsvRow::compareRevisions : CsvRow::compareLines;
    }

    @Override
    public @Nullable CsvRow next() throws IOException {
        CsvRow row = poll();
        while (unique && row != null && isFollowedBySameKey(row)) {
            row = poll();
        }
        return row;
    }

    private boolean isFollowedBySameKey(CsvRow row) {
        Head head = heads.peek();
        return head != null && head.row.hasKeyOf(row);
    }

    private @Nullable CsvRow poll() throws IOException {
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        advance(head.cursor);
        return head.row;
    }

    private void advance(int cursor) throws IOException {
        CsvRow row = cursors.get(cursor).next();
        if (row != null) {
            heads.add(new Head(row, cursor));
        }
    }

    @Override
    public void close() throws IOException {
        Closing.all(cursors);
    }
}
