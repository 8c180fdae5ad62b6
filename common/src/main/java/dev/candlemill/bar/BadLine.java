package dev.candlemill.bar;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An input record that a reader could not turn into a valid bar; it travels in its page, since a
 * source reader has no side output.
 *
 * @param place where it stands, for people: {@code bars/AAPL.csv:17}, a topic and offset
 * @param text what was found, at most {@value #MAX_TEXT} characters, control characters escaped
 */
public record BadLine(RejectReason reason, String place, String text) {

    public static final int MAX_TEXT = 256;

    public BadLine {
        text = printable(text);
        place = printable(place);
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(reason.ordinal());
        out.writeUTF(place);
        out.writeUTF(text);
    }

    static BadLine read(DataInput in) throws IOException {
        RejectReason reason = RejectReason.values()[in.readByte()];
        return new BadLine(reason, in.readUTF(), in.readUTF());
    }

    private static String printable(String text) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), MAX_TEXT));
        for (int i = 0; i < text.length() && clean.length() < MAX_TEXT; i++) {
            char c = text.charAt(i);
            clean.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return clean.toString();
    }
}
