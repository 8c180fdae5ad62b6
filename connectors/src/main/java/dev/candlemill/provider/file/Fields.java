package dev.candlemill.provider.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where the fields of the current line are: without quotes and without blanks around them. */
final class Fields {

    private static final int MOST = 512;

    private final int[] from = new int[MOST];
    private final int[] to = new int[MOST];
    private byte[] bytes = {};
    private int count;

    /** False when a quote stays open or there are too many fields. */
    boolean split(LineReader line, byte delimiter) {
        bytes = line.bytes();
        count = 0;
        int at = line.start();
        int end = line.end();
        while (count < MOST) {
            int stop = fieldEnd(at, end, delimiter);
            if (stop < 0) {
                return false;
            }
            trim(at, stop);
            if (stop == end) {
                return true;
            }
            at = stop + 1;
        }
        return false;
    }

    int count() {
        return count;
    }

    byte[] bytes() {
        return bytes;
    }

    int from(int field) {
        return from[field];
    }

    int to(int field) {
        return to[field];
    }

    boolean isEmpty(int field) {
        return from[field] >= to[field];
    }

    String text(int field) {
        return new String(bytes, from[field], to[field] - from[field], StandardCharsets.UTF_8);
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(i));
        }
        return texts;
    }

    /** The delimiter after the field, or the line's end; -1 when a quote stays open. */
    private int fieldEnd(int at, int end, byte delimiter) {
        boolean quoted = false;
        for (int i = at; i < end; i++) {
            byte b = bytes[i];
            if (b == '"') {
                quoted = !quoted;
            } else if (b == delimiter && !quoted) {
                return i;
            }
        }
        return quoted ? -1 : end;
    }

    private void trim(int start, int stop) {
        int first = start;
        int last = stop;
        while (first < last && bytes[first] == ' ') {
            first++;
        }
        while (first < last && bytes[last - 1] == ' ') {
            last--;
        }
        if (last - first >= 2 && bytes[first] == '"' && bytes[last - 1] == '"') {
            first++;
            last--;
        }
        from[count] = first;
        to[count] = last;
        count++;
    }
}
