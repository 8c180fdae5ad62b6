package dev.candlemill.candle;

import dev.candlemill.bar.KeptBars;
import org.jspecify.annotations.Nullable;

/**
 * Where the fold keeps one symbol, in entries that are read and written apart, so that an in-order
 * bar touches little. Values handed out may be changed in place and must be put back; the operator
 * backs this by keyed state.
 */
public interface SymbolStore {

    /** The entry of every page; null for a symbol never met. */
    @Nullable SymbolState state() throws Exception;

    void putState(SymbolState state) throws Exception;

    /** What the symbol's setups and its series' layouts are; null for a symbol never met. */
    @Nullable SymbolSettings settings() throws Exception;

    void putSettings(SymbolSettings settings) throws Exception;

    /** What indicators and strategies remember of a timeframe; null before its first candle. */
    @Nullable SeriesState series(int timeframe) throws Exception;

    void putSeries(int timeframe, SeriesState state) throws Exception;

    /** Input bars of a stretch of one session, see {@link Stretch}; ascending by open time. */
    @Nullable KeptBars bars(long stretch) throws Exception;

    void putBars(long stretch, KeptBars bars) throws Exception;

    void removeBars(long stretch) throws Exception;

    /** The fold as it was before the first bar of a session. */
    @Nullable FoldState anchor(int sessionDate) throws Exception;

    void putAnchor(int sessionDate, FoldState anchor) throws Exception;

    void removeAnchor(int sessionDate) throws Exception;

    /** Revisions of the candles of a session, week or month, see {@link Stretch#revisionKey}. */
    @Nullable RevisionIndex revisions(int key) throws Exception;

    void putRevisions(int key, RevisionIndex index) throws Exception;

    void removeRevisions(int key) throws Exception;

    /** Removes every entry of the symbol. */
    void clear() throws Exception;
}
