package dev.candlemill.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.ProviderSplit;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of both versions are frozen: savepoints hold them. */
class PendingSplitsSerializerTest {

    private static final String ONE_SPLIT =
            "01"
                    + "00000001"
                    + "00000001"
                    + "00000028"
                    + "000141"
                    + "00000001"
                    + "0000000000000001"
                    + "0000000000000005"
                    + "00000000"
                    + "0000000000000000"
                    + "00000000"
                    + "00";

    private final PendingSplitsSerializer serializer = new PendingSplitsSerializer();

    @Test
    void keepsTheBytesOfPendingSplits() throws IOException {
        PendingSplits pending = new PendingSplits(true, List.of(split()), List.of("A", "B"));
        String bytes = ONE_SPLIT + "00000002" + "000141" + "000142";
        assertThat(HexFormat.of().formatHex(serializer.serialize(pending))).isEqualTo(bytes);
        assertThat(serializer.deserialize(2, HexFormat.of().parseHex(bytes))).isEqualTo(pending);
    }

    @Test
    void readsTheBytesOfVersionOne() throws IOException {
        assertThat(serializer.deserialize(1, HexFormat.of().parseHex(ONE_SPLIT)))
                .isEqualTo(new PendingSplits(true, List.of(split())));
    }

    @Test
    void keepsThatNothingIsPlannedYet() throws IOException {
        byte[] bytes = serializer.serialize(PendingSplits.NOT_PLANNED);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("00000000010000000000000000");
        assertThat(serializer.deserialize(2, bytes)).isEqualTo(PendingSplits.NOT_PLANNED);
    }

    @Test
    void refusesAnUnknownVersion() {
        assertThatThrownBy(() -> serializer.deserialize(3, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage("pending splits of version 3: expected version 1 or 2");
    }

    private static ProviderSplit split() {
        return ProviderSplit.of("A", List.of(new SymbolRange("A", 1, 5)));
    }
}
