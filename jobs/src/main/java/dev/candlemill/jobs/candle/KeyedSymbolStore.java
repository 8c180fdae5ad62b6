package dev.candlemill.jobs.candle;

import dev.candlemill.bar.KeptBars;
import dev.candlemill.candle.FoldState;
import dev.candlemill.candle.RevisionIndex;
import dev.candlemill.candle.SeriesState;
import dev.candlemill.candle.SymbolSettings;
import dev.candlemill.candle.SymbolState;
import dev.candlemill.candle.SymbolStore;
import dev.candlemill.wire.BarColumnsFormat;
import dev.candlemill.wire.FoldStateFormat;
import dev.candlemill.wire.RevisionIndexFormat;
import dev.candlemill.wire.SeriesStateFormat;
import dev.candlemill.wire.SymbolSettingsFormat;
import dev.candlemill.wire.SymbolStateFormat;
import dev.candlemill.wire.WireSerializer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.jspecify.annotations.Nullable;

/** The current key's entries in Flink state. Names and serializers are the savepoint contract. */
final class KeyedSymbolStore implements SymbolStore {

    /** The state that every symbol has. */
    static final String SYMBOL = "symbol";

    private final ValueState<SymbolState> symbol;
    private final ValueState<SymbolSettings> settings;
    private final MapState<Integer, SeriesState> series;
    private final MapState<Long, KeptBars> bars;
    private final MapState<Integer, FoldState> anchors;
    private final MapState<Integer, RevisionIndex> revisions;
    private boolean newSymbol;
    private @Nullable SymbolState latest;

    KeyedSymbolStore(RuntimeContext context) {
        symbol =
                context.getState(
                        new ValueStateDescriptor<>(
                                SYMBOL, new WireSerializer<>(new SymbolStateFormat())));
        settings =
                context.getState(
                        new ValueStateDescriptor<>(
                                "settings", new WireSerializer<>(new SymbolSettingsFormat())));
        series =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "series",
                                IntSerializer.INSTANCE,
                                new WireSerializer<>(new SeriesStateFormat())));
        bars =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "bars",
                                LongSerializer.INSTANCE,
                                new WireSerializer<>(new BarColumnsFormat())));
        anchors =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "anchors",
                                IntSerializer.INSTANCE,
                                new WireSerializer<>(new FoldStateFormat())));
        revisions =
                context.getMapState(
                        new MapStateDescriptor<>(
                                "revisions",
                                IntSerializer.INSTANCE,
                                new WireSerializer<>(new RevisionIndexFormat())));
    }

    @Override
    public @Nullable SymbolState state() throws Exception {
        SymbolState state = symbol.value();
        newSymbol = state == null;
        return state;
    }

    /** Whether the symbol of the current event was never met before it. */
    boolean isNewSymbol() {
        return newSymbol;
    }

    @Override
    public void putState(SymbolState state) throws Exception {
        symbol.update(state);
        latest = state;
    }

    /** The state that was put last, of whichever symbol; null before any was. */
    @Nullable SymbolState latest() {
        return latest;
    }

    @Override
    public @Nullable SymbolSettings settings() throws Exception {
        return settings.value();
    }

    @Override
    public void putSettings(SymbolSettings value) throws Exception {
        settings.update(value);
    }

    @Override
    public @Nullable SeriesState series(int timeframe) throws Exception {
        return series.get(timeframe);
    }

    @Override
    public void putSeries(int timeframe, SeriesState state) throws Exception {
        series.put(timeframe, state);
    }

    @Override
    public @Nullable KeptBars bars(long stretch) throws Exception {
        return bars.get(stretch);
    }

    @Override
    public void putBars(long stretch, KeptBars kept) throws Exception {
        bars.put(stretch, kept);
    }

    @Override
    public void removeBars(long stretch) throws Exception {
        bars.remove(stretch);
    }

    @Override
    public @Nullable FoldState anchor(int sessionDate) throws Exception {
        return anchors.get(sessionDate);
    }

    @Override
    public void putAnchor(int sessionDate, FoldState anchor) throws Exception {
        anchors.put(sessionDate, anchor);
    }

    @Override
    public void removeAnchor(int sessionDate) throws Exception {
        anchors.remove(sessionDate);
    }

    @Override
    public @Nullable RevisionIndex revisions(int key) throws Exception {
        return revisions.get(key);
    }

    @Override
    public void putRevisions(int key, RevisionIndex index) throws Exception {
        revisions.put(key, index);
    }

    @Override
    public void removeRevisions(int key) throws Exception {
        revisions.remove(key);
    }

    @Override
    public void clear() {
        symbol.clear();
        settings.clear();
        series.clear();
        bars.clear();
        anchors.clear();
        revisions.clear();
    }
}
