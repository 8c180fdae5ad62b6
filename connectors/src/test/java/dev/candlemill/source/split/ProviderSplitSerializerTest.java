package dev.candlemill.source.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.source.SymbolRange;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Version 1's bytes are frozen: savepoints hold them. */
class ProviderSplitSerializerTest {

    private static final String SYMBOL_AND_RANGES =
            "0003413a42"
                    + "00000002"
                    + "0000000000000001"
                    + "0000000000000005"
                    + "0000000000000007"
                    + "0000000000000009";
    private static final String START =
            SYMBOL_AND_RANGES + "00000000" + "0000000000000000" + "00000000" + "00";
    private static final String MIDDLE =
            SYMBOL_AND_RANGES
                    + "00000001"
                    + "000000000000002a"
                    + "00000003"
                    + "01"
                    + "000000000000000b"
                    + "000000000000000d"
                    + "000000000000000c"
                    + "01";

    private final ProviderSplitSerializer serializer = new ProviderSplitSerializer();
    private final ProviderSplit split =
            ProviderSplit.of(
                    "A:B", List.of(new SymbolRange("A:B", 1, 5), new SymbolRange("A:B", 7, 9)));

    @Test
    void keepsTheBytesOfAnUntouchedSplit() throws IOException {
        assertFrozen(split, START);
    }

    @Test
    void keepsTheBytesOfASplitInTheMiddleOfAPage() throws IOException {
        assertFrozen(split.at(new SplitPosition(1, 42, 3, new Chunk(11, 13, 12, true))), MIDDLE);
    }

    @Test
    void refusesAnUnknownVersion() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage("a provider split of version 2: expected version 1");
    }

    @Test
    void namesTheSplitBySymbolAndBeginning() {
        assertThat(split.splitId()).isEqualTo("A:B@1");
        assertThat(split.at(new SplitPosition(1, 0, 0, null)).splitId()).isEqualTo("A:B@1");
    }

    @Test
    void refusesRangesOutOfOrder() {
        assertThatThrownBy(
                        () ->
                                ProviderSplit.of(
                                        "A",
                                        List.of(
                                                new SymbolRange("A", 7, 9),
                                                new SymbolRange("A", 1, 5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A: expected ranges of one symbol in time order");
    }

    private void assertFrozen(ProviderSplit value, String hex) throws IOException {
        assertThat(HexFormat.of().formatHex(serializer.serialize(value))).isEqualTo(hex);
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(hex))).isEqualTo(value);
    }
}
