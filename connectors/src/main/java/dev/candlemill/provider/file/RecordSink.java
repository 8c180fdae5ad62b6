package dev.candlemill.provider.file;

import dev.candlemill.bar.BadLine;
import java.io.IOException;

/** Takes what the lines of all files hold, in their order. */
interface RecordSink {

    /**
     * Takes a bar.
     *
     * @param place as {@link RecordPlace} packs it
     */
    void bar(SymbolEntry symbol, LineParser bar, long place) throws IOException;

    /**
     * Takes a line that is no bar.
     *
     * @param openTime {@link SortedRuns#NO_TIME} when none could be read
     */
    void badLine(SymbolEntry symbol, long openTime, long place, BadLine line) throws IOException;

    /** For a look at the files that keeps nothing but what the symbols table learns. */
    static RecordSink nothing() {
        return new RecordSink() {
            @Override
            public void bar(SymbolEntry symbol, LineParser bar, long place) {}

            @Override
            public void badLine(SymbolEntry symbol, long openTime, long place, BadLine line) {}
        };
    }
}
