package dev.candlemill.bar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class KeptBarsTest {

    private static final Bar FIRST = new Bar(300_000, 1, 1.25, 0.5, 1.1, 1e6);
    private static final Bar SECOND = new Bar(600_000, 1.1, 1 / 3.0, -0.0, 2, 0);

    @Test
    void bothFormsHaveTheSameBytesAndComeBackPacked() throws IOException {
        KeptBars columns = KeptBars.inColumns(columns());
        KeptBars packed = KeptBars.packed(columns());

        assertThat(bytes(packed)).isEqualTo(bytes(columns));
        KeptBars back = read(bytes(columns));
        assertThat(back.isPacked()).isTrue();
        assertThat(back.columns().bar(0)).isEqualTo(FIRST);
        assertThat(back.columns().bar(1)).isEqualTo(SECOND);
        assertThat(back.columns().barSize(1)).isEqualTo(BarSize.M5);
    }

    @Test
    void readsWhatOlderProgramsWrote() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        columns().write(new DataOutputStream(plain));

        KeptBars back = read(plain.toByteArray());

        assertThat(back.isPacked()).isFalse();
        assertThat(back.columns().bar(1)).isEqualTo(SECOND);
    }

    @Test
    void whatIsDoneToPackedBarsChangesNothingUntilTheyArePutBack() {
        KeptBars packed = KeptBars.packed(columns());
        packed.columns().clear();

        assertThat(packed.columns().size()).isEqualTo(2);
        assertThat(packed.copy()).isSameAs(packed);
    }

    @Test
    void aCopyOfColumnsIsAnotherOne() {
        KeptBars columns = KeptBars.inColumns(columns());
        columns.copy().columns().clear();

        assertThat(columns.columns().size()).isEqualTo(2);
    }

    private static BarColumns columns() {
        return BarColumns.of(BarSize.M5, FIRST, SECOND);
    }

    private static byte[] bytes(KeptBars kept) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        kept.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static KeptBars read(byte[] bytes) throws IOException {
        return KeptBars.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
