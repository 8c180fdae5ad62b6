package dev.candlemill.csv;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sorted rows, one after the other. */
interface RowCursor extends Closeable {

    /** The next row, or null at the end. */
    @Nullable CsvRow next() throws IOException;
}
