package dev.candlemill.csv;

import dev.candlemill.bar.BarColumns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** The bars that a 5m candle was made of, where it was more than one: packed, in Base64. */
final class InputBarsCell {

    private InputBarsCell() {}

    static String of(BarColumns bars) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            bars.writePacked(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory takes everything
        }
        return Base64.getEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * @throws IOException when it is not what {@link #of} gave
     */
    static BarColumns read(String cell) throws IOException {
        try {
            byte[] bytes = Base64.getDecoder().decode(cell);
            return BarColumns.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (RuntimeException e) {
            throw new IOException("no bars in Base64: " + cell, e);
        }
    }
}
