package dev.candlemill.source;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * A port to bars that go on coming. Instances travel to the task managers, so they hold settings,
 * not connections.
 */
public interface LiveBarProvider extends Serializable {

    /** What shows up in the candles' {@code source} column. */
    String name();

    /**
     * Which symbols there are to follow.
     *
     * @throws IOException with host and status, when that cannot be said
     */
    List<String> symbols() throws IOException;

    /** Begins to ask, for symbols of one reader. */
    Poller open() throws IOException;

    /** Asks for one symbol after the other. Used by one thread. */
    interface Poller extends Closeable {

        /**
         * What has become known of a symbol after market time {@code since}: closed bars, late,
         * repeated and corrected ones too, in the order in which they came. Whoever cannot tell
         * whether a bar is closed says that it is forming.
         *
         * @param since epoch milliseconds: what an earlier answer was {@code coveredUntil}
         * @return with {@code coveredUntil} at or after {@code since} and {@code marketClock} at
         *     the market's time, bars or none
         * @throws IOException when the provider does not answer now; it is asked again later
         */
        Answer poll(String symbol, long since) throws IOException;
    }

    /**
     * A part of what became known, or all of it.
     *
     * @param hasMore whether asking again at once gives more
     * @param forming bars that are not closed, or may not be, as they stand now: shown in charts,
     *     and part of a candle only when a second look after their close and the grace agrees
     */
    record Answer(BarPage page, boolean hasMore, BarColumns forming) {

        /** All of its bars are closed. */
        public Answer(BarPage page, boolean hasMore) {
            this(page, hasMore, new BarColumns(0));
        }
    }
}
