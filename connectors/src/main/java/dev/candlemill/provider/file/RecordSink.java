package dev.candlemill.provider.file;

import dev.candlemill.bar.BadLine;
import java.io.IOException;

/** Takes what the lines of all files hold, in their order. */
interface RecordSink {

    void bar(SymbolEntry symbol, LineParser bar) throws IOException;

    /**
     * Takes a line that is no bar.
     *
     * @param openTime {@link SortedRuns#NO_TIME} when none could be read
     */
    void badLine(SymbolEntry symbol, long openTime, BadLine line) throws IOException;

    /** For a look at the files that keeps nothing but what the symbols table learns. */
    static RecordSink nothing() {
        return new RecordSink() {
            @Override
            public void bar(SymbolEntry symbol, LineParser bar) {}

            @Override
            public void badLine(SymbolEntry symbol, long openTime, BadLine line) {}
        };
    }
}
