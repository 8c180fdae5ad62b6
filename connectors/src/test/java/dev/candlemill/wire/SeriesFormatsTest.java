package dev.candlemill.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.FoldState;
import dev.candlemill.candle.Layouts;
import dev.candlemill.candle.StoppedStrategy;
import dev.candlemill.candle.SymbolSettings;
import dev.candlemill.setup.TradingSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What indicators, strategies and setups leave in state, byte for byte. */
class SeriesFormatsTest {

    @Test
    void settingsKeepTheirBytes() throws IOException {
        List<String> strategies = new ArrayList<>(Collections.nCopies(Timeframe.count(), ""));
        strategies.set(Timeframe.H1.ordinal(), "s");
        strategies.set(Timeframe.D1.ordinal(), "s");
        TradingSetup setup =
                new TradingSetup(
                        "id",
                        "A:B",
                        List.of(Timeframe.H1, Timeframe.D1),
                        List.of("sma(10)"),
                        List.of("rsi(14,30,70)"),
                        TradingSetup.Status.ACTIVE);
        assertFrozen(
                new SymbolSettingsFormat(),
                new SymbolSettings(List.of(setup), new Layouts("i", strategies), 5),
                "020001690200000001730000000000010000000000000100000001000269640003413a42"
                        + "00066163746976650002000231680002316400010007736d61283130290001000d727369"
                        + "2831342c33302c37302900000005");
    }

    @Test
    void settingsOfVersion1WantNoTimeframes() throws IOException {
        SymbolSettings settings =
                read(
                        new SymbolSettingsFormat(),
                        "010001690200000001730000000000010000000000000100000001000269640003413a42"
                                + "00066163746976650002000231680002316400010007736d61283130290001000d727369"
                                + "2831342c33302c373029");
        assertThat(settings.wanted()).isZero();
        assertThat(settings.setups()).hasSize(1);
    }

    @Test
    void barsOfTheMonthKeepTheirBytes() throws IOException {
        String plain =
                "010000000200000000000493e000000000000927c03ff00000000000003ff40000000000004000000000"
                        + "00000040000000000000003fe00000000000003fe00000000000003ff80000000000003ff8"
                        + "000000000000405900000000000040590000000000000101";
        String packed =
                "02000000020000001d1000c0cf24c0cf241200c8013200000401000a01001e0000c801000002";
        assertFrozen(new BarColumnsFormat(), read(new BarColumnsFormat(), plain), packed);
    }

    @Test
    void seriesKeepTheirBytes() throws IOException {
        String plain = "010000000200000000000000003ff800000000000000000001c000000000000000";
        String packed = "020000000200000001000000071100001e000003";
        assertFrozen(new SeriesStateFormat(), read(new SeriesStateFormat(), plain), packed);
    }

    @Test
    void anAnchorBringsItsSeries() throws IOException {
        FoldStateFormat format = new FoldStateFormat();
        byte[] bytes = bytes(format, new FoldState());
        FoldState back = read(format, HexFormat.of().formatHex(bytes));
        assertThat(bytes(format, back)).isEqualTo(bytes);
        assertThat(bytes(format, back.copy())).isEqualTo(bytes);
    }

    @Test
    void stoppedStrategiesKeepTheirBytes() throws IOException {
        assertFrozen(
                new StoppedStrategyFormat(),
                new StoppedStrategy("id", "A:B", "rsi(14,30,70)", "why"),
                "000269640003413a42000d7273692831342c33302c3730290003776879");
    }

    private static <T> void assertFrozen(WireFormat<T> format, T value, String hex)
            throws IOException {
        assertThat(HexFormat.of().formatHex(bytes(format, value))).isEqualTo(hex);
        assertThat(HexFormat.of().formatHex(bytes(format, read(format, hex)))).isEqualTo(hex);
    }

    private static <T> byte[] bytes(WireFormat<T> format, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        new WireSerializer<>(format).serialize(value, out);
        return out.getCopyOfBuffer();
    }

    private static <T> T read(WireFormat<T> format, String hex) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(HexFormat.of().parseHex(hex));
        T value = new WireSerializer<>(format).deserialize(in);
        assertThat(in.available()).isZero();
        return value;
    }
}
