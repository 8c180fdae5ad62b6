package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candlemill.candle.RevisionIndex.Entry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Keyed state as savepoints hold it. What changes these bytes needs a new version, and a reader of
 * this one.
 */
class FrozenBytesTest {

    private static final String SYMBOL =
            "02030000002a000000000000000000000000000000000000000000000000000000000000"
                    + "000000000000000000000000000000110000010100000000020000004c1200000000feff"
                    + "ffffffffffffff01ffffffffffffffffff01240000000000000000000000000000000000"
                    + "001e0000000000000000000000000000001e000000000000000000000000000000000001"
                    + "943c05ca40000001943c013660000001943c0a5e20000001943c0ef20000004e7e000001"
                    + "941f297c0000000194becea000000466696c6501000200004e7900004e7e";

    private static final String INDEX =
            "02000000020103000001943c0a5e20000001943c05ca4000000003000000020000000000"
                    + "000000000000000000004d03000000123456789abc000000000000000000000001000000"
                    + "040000000000000006fffffffffffffffb";

    @Test
    void ofWhatTheFoldTouchesWithEveryPage() throws IOException {
        SymbolState state = new SymbolState();
        state.fold.slot = 17;
        state.counts.in = 9;
        state.foldedUntil = 1_736_173_800_000L;
        state.finalUntil = 1_736_173_500_000L;
        state.firstUnfolded = 1_736_174_100_000L;
        state.lastBar = 1_736_174_400_000L;
        state.sessionAnchor = 20_094;
        state.regionStart = 1_735_689_600_000L;
        state.regionEnd = 1_738_368_000_000L;
        state.source = "file";
        state.hasStored = true;
        state.addAnchor(20_094);
        state.addAnchor(20_089);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));

        assertThat(HexFormat.of().formatHex(bytes.toByteArray())).isEqualTo(SYMBOL);
        assertThat(SymbolState.read(frozen(SYMBOL))).usingRecursiveComparison().isEqualTo(state);
        assertThatThrownBy(() -> SymbolState.read(frozen("03" + SYMBOL.substring(2))))
                .hasMessage("symbol state of version 3: expected 2");
    }

    @Test
    void ofRevisionsOfOneSession() throws IOException {
        RevisionIndex index = new RevisionIndex();
        index.put(new Entry(3, 1_736_173_800_000L, RevisionIndex.CANDLE, 2, 77, 4, -5, (byte) 0));
        index.put(new Entry(1, 1_736_174_100_000L, 0x1234_5678_9abcL, 3, 0, 1, 6, (byte) 3));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        index.write(new DataOutputStream(bytes));

        assertThat(HexFormat.of().formatHex(bytes.toByteArray())).isEqualTo(INDEX);
        RevisionIndex back = RevisionIndex.read(frozen(INDEX));
        assertThat(back.revision(back.find(3, 1_736_173_800_000L))).isEqualTo(2);
        assertThat(back.indicatorHash(back.find(3, 1_736_173_800_000L))).isEqualTo(-5);
        assertThat(back.standing(back.find(1, 1_736_174_100_000L, 0x1234_5678_9abcL)))
                .isEqualTo(RevisionIndex.OWN_AS_NEW);
        assertThat(back.hasUnmet()).isTrue();
        assertThatThrownBy(() -> RevisionIndex.read(frozen("03" + INDEX.substring(2))))
                .hasMessage("revision index of version 3: expected 2");
    }

    private static DataInputStream frozen(String hex) {
        return new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
    }
}
