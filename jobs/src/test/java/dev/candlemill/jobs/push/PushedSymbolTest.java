package dev.candlemill.jobs.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.source.split.Chunk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** No golden savepoint has a pushed symbol: these are the bytes that savepoints of users have. */
class PushedSymbolTest {

    private static final String BYTES =
            "01000001943c05ca4001000001941f297c00000001943c05ca4000000194becea0000101"
                    + "000001943c0a5e20000001943c0ef200000001943c0ef7dc00000001943c013660000001"
                    + "943c0fe23c";

    @Test
    void keepsItsBytes() throws IOException {
        PushedSymbol symbol = new PushedSymbol();
        symbol.cut = 1_736_173_800_000L;
        symbol.loaded = new Chunk(1_735_689_600_000L, 1_736_173_800_000L, 1_738_368_000_000L, true);
        symbol.isWaiting = true;
        symbol.wanted = 1_736_174_100_000L;
        symbol.lastClose = 1_736_174_400_000L;
        symbol.lastArrival = 1_736_174_401_500L;
        symbol.progress = 1_736_173_500_000L;
        symbol.timer = 1_736_174_461_500L;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new PushedSymbolFormat().write(symbol, new DataOutputStream(bytes));

        assertThat(HexFormat.of().formatHex(bytes.toByteArray())).isEqualTo(BYTES);
        assertThat(new PushedSymbolFormat().read(frozen(BYTES)))
                .usingRecursiveComparison()
                .isEqualTo(symbol);
        assertThatThrownBy(() -> new PushedSymbolFormat().read(frozen("02" + BYTES.substring(2))))
                .hasMessage("pushed symbol of version 2: expected 1");
    }

    private static DataInputStream frozen(String hex) {
        return new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
    }
}
