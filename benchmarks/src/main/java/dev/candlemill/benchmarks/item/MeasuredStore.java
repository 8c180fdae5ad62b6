package dev.candlemill.benchmarks.item;

import dev.candlemill.bar.KeptBars;
import dev.candlemill.candle.FoldState;
import dev.candlemill.candle.RevisionIndex;
import dev.candlemill.candle.SeriesState;
import dev.candlemill.candle.SymbolSettings;
import dev.candlemill.candle.SymbolState;
import dev.candlemill.candle.SymbolStore;
import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One symbol's entries as objects, and what they weigh in the bytes that state backends hold. */
final class MeasuredStore implements SymbolStore {

    private final Map<Long, KeptBars> bars = new HashMap<>();
    private final Map<Integer, FoldState> anchors = new HashMap<>();
    private final Map<Integer, RevisionIndex> revisions = new HashMap<>();
    private final Map<Integer, SeriesState> series = new HashMap<>();
    private @Nullable SymbolState symbol;
    private @Nullable SymbolSettings settings;

    /** What one entry writes. */
    private interface Writer {
        void write(DataOutput out) throws IOException;
    }

    long symbolBytes() throws IOException {
        SymbolState known = symbol;
        return known == null ? 0 : size(known::write);
    }

    long barsBytes() throws IOException {
        long sum = 0;
        for (KeptBars kept : bars.values()) {
            sum += size(kept::write);
        }
        return sum;
    }

    long anchorsBytes() throws IOException {
        long sum = 0;
        for (FoldState anchor : anchors.values()) {
            sum += size(anchor::writeWhole);
        }
        return sum;
    }

    long settingsBytes() throws IOException {
        SymbolSettings known = settings;
        return known == null ? 0 : size(known::write);
    }

    long seriesBytes() throws IOException {
        long sum = 0;
        for (SeriesState state : series.values()) {
            sum += size(state::write);
        }
        return sum;
    }

    long revisionsBytes() throws IOException {
        long sum = 0;
        for (RevisionIndex index : revisions.values()) {
            sum += size(index::write);
        }
        return sum;
    }

    private static long size(Writer writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.write(new DataOutputStream(bytes));
        return bytes.size();
    }

    @Override
    public @Nullable SymbolState state() {
        return symbol;
    }

    @Override
    public void putState(SymbolState state) {
        symbol = state;
    }

    @Override
    public @Nullable SymbolSettings settings() {
        return settings;
    }

    @Override
    public void putSettings(SymbolSettings value) {
        settings = value;
    }

    @Override
    public @Nullable SeriesState series(int timeframe) {
        return series.get(timeframe);
    }

    @Override
    public void putSeries(int timeframe, SeriesState state) {
        series.put(timeframe, state);
    }

    @Override
    public @Nullable KeptBars bars(long stretch) {
        return bars.get(stretch);
    }

    @Override
    public void putBars(long stretch, KeptBars kept) {
        bars.put(stretch, kept);
    }

    @Override
    public void removeBars(long stretch) {
        bars.remove(stretch);
    }

    @Override
    public @Nullable FoldState anchor(int sessionDate) {
        return anchors.get(sessionDate);
    }

    @Override
    public void putAnchor(int sessionDate, FoldState anchor) {
        anchors.put(sessionDate, anchor);
    }

    @Override
    public void removeAnchor(int sessionDate) {
        anchors.remove(sessionDate);
    }

    @Override
    public @Nullable RevisionIndex revisions(int key) {
        return revisions.get(key);
    }

    @Override
    public void putRevisions(int key, RevisionIndex index) {
        revisions.put(key, index);
    }

    @Override
    public void removeRevisions(int key) {
        revisions.remove(key);
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("no symbol is forgotten here");
    }
}
