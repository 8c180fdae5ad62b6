package dev.candlemill.source;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * A port to where bars come from. Instances travel to the task managers, so they hold settings, not
 * connections; the same settings give the same ranges, pages and positions every time.
 */
public interface BarProvider extends Serializable {

    /** What shows up in the candles' {@code source} column, for example {@code file}. */
    String name();

    /**
     * What there is to read, per symbol in time order. Called once per run, by the enumerator.
     *
     * @throws IOException with file and line, or host and status, when the input cannot be read
     */
    List<SymbolRange> plan() throws IOException;

    /**
     * Opens a range at a position that an earlier cursor of the same range reported; 0 is its
     * beginning.
     */
    PageCursor open(SymbolRange range, long position) throws IOException;

    /**
     * Whether the ranges stand for what is stored of them: it is loaded although no bar comes, and
     * the symbol's input ends with its last range instead of the run's as-of time.
     */
    default boolean readsWhatIsStored() {
        return false;
    }
}
