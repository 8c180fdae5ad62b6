package dev.candlemill.csv;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Lines of a file from any offset. The bytes of a line are valid until the next call. */
final class LineReader implements Closeable {

    private final FileChannel channel;
    private final long size;
    private ByteBuffer buffer;
    private long bufferStart;
    private int lineStart;
    private int lineEnd;

    LineReader(Path file, int bufferSize) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
        buffer = ByteBuffer.allocate(bufferSize).limit(0);
    }

    long size() {
        return size;
    }

    /** The next line begins at {@code offset}. */
    void seek(long offset) {
        bufferStart = offset;
        lineStart = 0;
        lineEnd = 0;
        buffer.limit(0);
    }

    /** Moves to the next line; false at the end of the file. */
    boolean next() throws IOException {
        lineStart = lineEnd;
        int searched = lineStart;
        while (true) {
            for (int i = searched; i < buffer.limit(); i++) {
                if (buffer.get(i) == '\n') {
                    lineEnd = i + 1;
                    return true;
                }
            }
            searched = buffer.limit() - lineStart;
            if (!fill()) {
                lineEnd = buffer.limit();
                return lineEnd > lineStart;
            }
        }
    }

    byte[] bytes() {
        return buffer.array();
    }

    /** Where the line begins in {@link #bytes}. */
    int start() {
        return lineStart;
    }

    /** Where its text ends: before the line feed, and a carriage return before that. */
    int end() {
        int end = lineEnd;
        if (end > lineStart && buffer.get(end - 1) == '\n') {
            end--;
        }
        return end > lineStart && buffer.get(end - 1) == '\r' ? end - 1 : end;
    }

    /** The file's offset of the line. */
    long offset() {
        return bufferStart + lineStart;
    }

    /** The file's offset of the line after it. */
    long nextOffset() {
        return bufferStart + lineEnd;
    }

    /** Makes the current line the first of the buffer and reads on behind it. */
    private boolean fill() throws IOException {
        int kept = buffer.limit() - lineStart;
        byte[] array = buffer.array();
        byte[] into = kept == array.length ? new byte[array.length * 2] : array;
        System.arraycopy(array, lineStart, into, 0, kept);
        bufferStart += lineStart;
        lineStart = 0;
        buffer = ByteBuffer.wrap(into);
        buffer.position(kept);
        int read = channel.read(buffer, bufferStart + kept);
        buffer.limit(kept + Math.max(0, read));
        buffer.position(0);
        return read > 0;
    }

    String text() {
        return new String(Arrays.copyOfRange(bytes(), start(), end()), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
