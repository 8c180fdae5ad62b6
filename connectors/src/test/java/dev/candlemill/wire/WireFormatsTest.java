package dev.candlemill.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.Following;
import dev.candlemill.bar.Forgotten;
import dev.candlemill.bar.FormingBar;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.bar.StoredCandles;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.WantedTimeframes;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.CandleRows;
import dev.candlemill.candle.FoldSnapshot;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.candle.SymbolReport;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.Signal;
import dev.candlemill.signal.SignalStatus;
import dev.candlemill.signal.SignalType;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** The byte forms are savepoint contracts: a frozen string that must change breaks savepoints. */
class WireFormatsTest {

    private static final Bar BAR = new Bar(1_736_173_800_000L, 1.5, 2.5, 0.5, 2, 10);

    @Test
    void barPagesKeepTheirBytes() throws IOException {
        SymbolEvent page =
                new BarPage(
                        "A:B",
                        BarColumns.of(BarSize.M5, BAR),
                        5,
                        6,
                        true,
                        List.of(new BadLine(RejectReason.UNPARSABLE, "f:1", "x")),
                        new int[] {0, 2},
                        "file");
        assertFrozen(
                WireTypes.SYMBOL_EVENT,
                page,
                "01010003413a420100000001000001943c05ca403ff80000000000004004000000000000"
                        + "3fe000000000000040000000000000004024000000000000010000000000000005000000"
                        + "00000000060100000001000003663a31000178020000000000000002000466696c65");
    }

    @Test
    void barsThatAreNotFinalKeepTheirBytes() throws IOException {
        SymbolEvent forming =
                new FormingBar(
                        BarPage.of("A:B", BarColumns.of(BarSize.M5, BAR), 5, 6, "kafka")
                                .withPlace("t-0@7"));
        assertFrozen(
                WireTypes.SYMBOL_EVENT,
                forming,
                "04020003413a420100000001000001943c05ca403ff800000000000040040000000000003fe0"
                        + "0000000000004000000000000000402400000000000001000000000000000500000000"
                        + "0000000600000000000000056b61666b610005742d304037");
        FormingBar back = (FormingBar) roundTrip(WireTypes.SYMBOL_EVENT, forming);
        assertThat(back.page().place()).isEqualTo("t-0@7");
        assertThat(back.page().bars().bar(0)).isEqualTo(BAR);
    }

    @Test
    void baselinesKeepTheirBytes() throws IOException {
        StoredCandles candles = new StoredCandles(1);
        candles.add(new StoredCandles.Row(Timeframe.H1.ordinal(), 7, 3, 99, 2, 77, true));
        SymbolEvent baseline =
                new Baseline(
                        "A:B",
                        1,
                        2,
                        true,
                        new byte[] {42},
                        BarColumns.of(BarSize.M1, BAR),
                        candles);
        assertFrozen(
                WireTypes.SYMBOL_EVENT,
                baseline,
                "02020003413a420000000000000001000000000000000201000000012a01000000010000"
                        + "01943c05ca403ff800000000000040040000000000003fe0000000000000400000000000"
                        + "000040240000000000000000000001050000000000000007000000030000000000000063"
                        + "00000002000000000000004d010000000000");
    }

    @Test
    void activeSetupsKeepTheirBytes() throws IOException {
        SymbolEvent setups =
                new ActiveSetups(
                        "A:B",
                        List.of(
                                new TradingSetup(
                                        "mine",
                                        "A:B",
                                        List.of(Timeframe.H1),
                                        List.of("sma(10)"),
                                        List.of("rsi(14,30,70)"),
                                        TradingSetup.Status.ACTIVE)));
        assertFrozen(
                WireTypes.SYMBOL_EVENT,
                setups,
                "03010003413a42000100046d696e650003413a42000661637469766500010002316800010007"
                        + "736d61283130290001000d7273692831342c33302c373029");
    }

    @Test
    void handedBarsKeepTheirBytes() throws IOException {
        assertFrozen(
                WireTypes.SYMBOL_EVENT,
                new HandedBars("A:B", 258),
                "05010003413a420000000000000102");
    }

    @Test
    void whetherASymbolIsFollowedKeepsItsBytes() throws IOException {
        assertFrozen(
                WireTypes.SYMBOL_EVENT,
                new Following("A:B", true, 258),
                "06010003413a42010000000000000102");
    }

    @Test
    void whatMayBeForgottenKeepsItsBytes() throws IOException {
        assertFrozen(WireTypes.SYMBOL_EVENT, new Forgotten("A:B"), "08010003413a42");
    }

    @Test
    void wantedTimeframesKeepTheirBytes() throws IOException {
        SymbolEvent wanted = new WantedTimeframes("A:B", Set.of(Timeframe.M15, Timeframe.H1));
        assertFrozen(WireTypes.SYMBOL_EVENT, wanted, "07010003413a4200000024");
        assertThat(roundTrip(WireTypes.SYMBOL_EVENT, wanted)).isEqualTo(wanted);
    }

    @Test
    void candlePagesKeepTheirBytes() throws IOException {
        assertFrozen(
                WireTypes.CANDLE_PAGE,
                candlePage(),
                "030003413a42000466696c6501000000000000000105000000000000000100000000000000020000"
                        + "00033ff800000000000040040000000000003fe000000000000040000000000000004024"
                        + "0000000000000000000b0000000c0000000d000000040000000000000000000000");
    }

    @Test
    void candlePagesOfVersion2WantNoTimeframes() throws IOException {
        byte[] bytes =
                HexFormat.of()
                        .parseHex(
                                "020003413a42000466696c65010000000105000000000000000100000000000000020000"
                                        + "00033ff800000000000040040000000000003fe000000000000040000000000000004024"
                                        + "0000000000000000000b0000000c0000000d000000040000000000000000000000");
        CandlePage page =
                WireTypes.CANDLE_PAGE
                        .createSerializer(new SerializerConfigImpl())
                        .deserialize(new DataInputDeserializer(bytes));
        assertThat(page.candle(0)).isEqualTo(candlePage().candle(0));
        assertThat(Timeframe.all()).noneMatch(page::isWanted);
    }

    @Test
    void candlePagesKeepEveryColumn() throws IOException {
        CandlePage page = candlePage();
        CandlePage back = roundTrip(WireTypes.CANDLE_PAGE, page);
        assertThat(back.candle(0)).isEqualTo(page.candle(0));
        assertThat(back.isFresh()).isTrue();
        assertThat(back.source()).isEqualTo("file");
        assertThat(back.inputBars(0)).isNull();
    }

    @Test
    void rejectedBarsKeepTheirBytes() throws IOException {
        RejectedBar bar = new RejectedBar("A", 1, RejectReason.FUTURE, "f:2", "t", "file");
        assertThat(roundTrip(WireTypes.REJECTED_BAR, bar)).isEqualTo(bar);
        assertFrozen(
                WireTypes.REJECTED_BAR,
                bar,
                "010001410000000000000001070003663a32000174000466696c65");
    }

    @Test
    void lateBarsKeepTheirBytes() throws IOException {
        LateBar late = new LateBar("A", BAR, BarSize.M5, 9, LateBar.Reason.BEFORE_RUN, "file");
        assertThat(roundTrip(WireTypes.LATE_BAR, late)).isEqualTo(late);
        assertFrozen(
                WireTypes.LATE_BAR,
                late,
                "01000141000001943c05ca403ff800000000000040040000000000003fe0000000000000"
                        + "4000000000000000402400000000000001000000000000000901000466696c65");
    }

    @Test
    void signalsKeepTheirBytes() throws IOException {
        Signal signal =
                new Signal(
                        "s",
                        "A",
                        Timeframe.H1,
                        "rsi(14,30,70)",
                        1,
                        2,
                        SignalType.SELL,
                        1.5,
                        0.25,
                        Map.of("rsi_14", 70.5),
                        3,
                        4,
                        SignalStatus.REVISED,
                        "file");
        assertThat(roundTrip(WireTypes.SIGNAL, signal)).isEqualTo(signal);
        assertFrozen(
                WireTypes.SIGNAL,
                signal,
                "0100017300014105000d7273692831342c33302c373029"
                        + "00000000000000010000000000000002013ff80000000000003fd0000000000000"
                        + "000100067273695f31344051a0000000000000000003000000040100046669"
                        + "6c65");
    }

    @Test
    void foldSnapshotsKeepTheirBytes() throws IOException {
        FoldSnapshot snapshot = new FoldSnapshot("A", 1, 2, new byte[] {3, 4});
        assertThat(roundTrip(WireTypes.FOLD_SNAPSHOT, snapshot).bytes()).containsExactly(3, 4);
        assertFrozen(
                WireTypes.FOLD_SNAPSHOT, snapshot, "01000141000000000000000100000002000000020304");
    }

    @Test
    void symbolReportsKeepTheirCounts() throws IOException {
        SymbolCounts counts = new SymbolCounts();
        counts.in = 3;
        counts.accepted = 2;
        counts.countRejected(RejectReason.FUTURE.ordinal(), 1);
        SymbolReport back = roundTrip(WireTypes.SYMBOL_REPORT, new SymbolReport("A", counts));
        assertThat(back.symbol()).isEqualTo("A");
        assertThat(back.counts().isBalanced()).isTrue();
        assertThat(back.counts().rejectedByReason()).containsEntry(RejectReason.FUTURE, 1L);
    }

    @Test
    void refusesAnUnknownVersion() {
        DataInputDeserializer in = new DataInputDeserializer(new byte[] {9});
        assertThatThrownBy(() -> new RejectedBarFormat().read(in))
                .isInstanceOf(IOException.class)
                .hasMessage("rejected bar of version 9: expected 1");
    }

    @Test
    void typesAndSerializersTravelWithTheJob() throws Exception {
        WireTypeInfo<LateBar> type = InstantiationUtil.clone(WireTypes.LATE_BAR);
        assertThat(type).isEqualTo(WireTypes.LATE_BAR).isNotEqualTo(WireTypes.REJECTED_BAR);
        assertThat(type.createSerializer(new SerializerConfigImpl()))
                .isEqualTo(new WireSerializer<>(new LateBarFormat()));
    }

    @Test
    void savepointsRestoreTheSerializerByItsFormat() throws IOException {
        TypeSerializerSnapshot<LateBar> restored = restore(new LateBarFormat());
        assertThat(restored.restoreSerializer())
                .isEqualTo(new WireSerializer<>(new LateBarFormat()));
        assertThat(
                        new WireSerializerSnapshot<>(new LateBarFormat())
                                .resolveSchemaCompatibility(restored)
                                .isCompatibleAsIs())
                .isTrue();
    }

    @Test
    @SuppressWarnings("unchecked")
    void refusesTheSavepointOfAnotherFormat() throws IOException {
        TypeSerializerSnapshot<?> other = restore(new RejectedBarFormat());
        assertThat(
                        new WireSerializerSnapshot<>(new LateBarFormat())
                                .resolveSchemaCompatibility((TypeSerializerSnapshot<LateBar>) other)
                                .isIncompatible())
                .isTrue();
    }

    private static <T> TypeSerializerSnapshot<T> restore(WireFormat<T> format) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(
                out, new WireSerializer<>(format).snapshotConfiguration());
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()),
                WireFormatsTest.class.getClassLoader());
    }

    private static CandlePage candlePage() {
        CandleRows rows = new CandleRows();
        rows.add(new Candle("A:B", Timeframe.H1, 1, 2, 3, 1.5, 2.5, 0.5, 2, 10, 11, 12, 13, 4));
        return rows.toPage("A:B", "file", true);
    }

    private static <T> T roundTrip(WireTypeInfo<T> type, T value) throws IOException {
        return read(type, bytes(type, value));
    }

    private static <T> void assertFrozen(WireTypeInfo<T> type, T value, String hex)
            throws IOException {
        assertThat(HexFormat.of().formatHex(bytes(type, value))).isEqualTo(hex);
        T back = read(type, HexFormat.of().parseHex(hex));
        assertThat(HexFormat.of().formatHex(bytes(type, back))).isEqualTo(hex);
    }

    private static <T> byte[] bytes(WireTypeInfo<T> type, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer(type).serialize(value, out);
        return out.getCopyOfBuffer();
    }

    private static <T> T read(WireTypeInfo<T> type, byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        T value = serializer(type).deserialize(in);
        assertThat(in.available()).isZero();
        return value;
    }

    private static <T> TypeSerializer<T> serializer(WireTypeInfo<T> type) {
        return type.createSerializer(new SerializerConfigImpl());
    }
}
