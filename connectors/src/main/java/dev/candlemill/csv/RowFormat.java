package dev.candlemill.csv;

import java.io.IOException;
import java.io.Serializable;

/** Turns a stream's element into rows of one file. One instance belongs to one writer. */
interface RowFormat<T> extends Serializable {

    void write(T element, CsvLine line, Rows rows) throws IOException;

    /** Takes rows in any order. */
    interface Rows {
        void add(CsvRow row) throws IOException;
    }
}
