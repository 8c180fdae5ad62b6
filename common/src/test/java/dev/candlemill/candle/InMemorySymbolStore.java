package dev.candlemill.candle;

import dev.candlemill.bar.KeptBars;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Keeps every entry as bytes, as RocksDB does: what is not put back is lost. */
public final class InMemorySymbolStore implements SymbolStore {

    private final Map<String, byte[]> entries = new HashMap<>();
    private final Map<Long, Boolean> packed = new HashMap<>();

    /** How many entries are kept. */
    public int size() {
        return entries.size();
    }

    public long countOf(String kind) {
        return entries.keySet().stream().filter(key -> key.startsWith(kind)).count();
    }

    /** Whether a stretch was put packed when it was put last. */
    boolean isPacked(long stretch) {
        return packed.getOrDefault(stretch, false);
    }

    /** A store that continues from here and leaves this one alone. */
    public InMemorySymbolStore copy() {
        InMemorySymbolStore copy = new InMemorySymbolStore();
        copy.entries.putAll(entries);
        return copy;
    }

    @Override
    public SymbolState state() throws IOException {
        return get("state", SymbolState::read);
    }

    @Override
    public void putState(SymbolState state) throws IOException {
        put("state", state::write);
    }

    @Override
    public SymbolSettings settings() throws IOException {
        return get("settings", SymbolSettings::read);
    }

    @Override
    public void putSettings(SymbolSettings settings) throws IOException {
        put("settings", settings::write);
    }

    @Override
    public SeriesState series(int timeframe) throws IOException {
        return get("series" + timeframe, SeriesState::read);
    }

    @Override
    public void putSeries(int timeframe, SeriesState state) throws IOException {
        put("series" + timeframe, state::write);
    }

    @Override
    public KeptBars bars(long stretch) throws IOException {
        return get("bars" + stretch, KeptBars::read);
    }

    @Override
    public void putBars(long stretch, KeptBars bars) throws IOException {
        put("bars" + stretch, bars::write);
        packed.put(stretch, bars.isPacked());
    }

    @Override
    public void removeBars(long stretch) {
        entries.remove("bars" + stretch);
    }

    @Override
    public FoldState anchor(int sessionDate) throws IOException {
        return get("anchor" + sessionDate, FoldState::readWhole);
    }

    @Override
    public void putAnchor(int sessionDate, FoldState anchor) throws IOException {
        put("anchor" + sessionDate, anchor::writeWhole);
    }

    @Override
    public void removeAnchor(int sessionDate) {
        entries.remove("anchor" + sessionDate);
    }

    @Override
    public RevisionIndex revisions(int key) throws IOException {
        return get("revisions" + key, RevisionIndex::read);
    }

    @Override
    public void putRevisions(int key, RevisionIndex index) throws IOException {
        put("revisions" + key, index::write);
    }

    @Override
    public void removeRevisions(int key) {
        entries.remove("revisions" + key);
    }

    @Override
    public void clear() {
        entries.clear();
        packed.clear();
    }

    private <T> T get(String key, Reader<T> reader) throws IOException {
        byte[] bytes = entries.get(key);
        return bytes == null
                ? null
                : reader.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private void put(String key, Writer writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.write(new DataOutputStream(bytes));
        entries.put(key, bytes.toByteArray());
    }

    private interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    private interface Writer {
        void write(DataOutput out) throws IOException;
    }
}
