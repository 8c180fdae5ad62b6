package dev.candlemill.provider.file;

import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.RejectReason;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bad lines of the store, in the order they were met; records point into it. */
final class BadLineFile {

    /** A reason's name and two strings of at most 256 characters, at most 3 bytes each. */
    private static final int MOST_BYTES = 3 * (Short.BYTES + 3 * BadLine.MAX_TEXT);

    private BadLineFile() {}

    static final class Writer implements Closeable {

        private final DataOutputStream out;
        private long position;

        Writer(Path path) throws IOException {
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path)));
        }

        /** Where the line begins. */
        long write(BadLine line) throws IOException {
            long start = position;
            position += writeText(line.reason().name());
            position += writeText(line.place()) + writeText(line.text());
            return start;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        private int writeText(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeShort(bytes.length);
            out.write(bytes);
            return Short.BYTES + bytes.length;
        }
    }

    static final class Reader implements Closeable {

        private final FileChannel channel;

        Reader(Path path) throws IOException {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        }

        BadLine read(long offset) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);
            while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {}
            DataInputStream in =
                    new DataInputStream(
                            new ByteArrayInputStream(buffer.array(), 0, buffer.position()));
            return new BadLine(RejectReason.valueOf(readText(in)), readText(in), readText(in));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }

        private static String readText(DataInputStream in) throws IOException {
            byte[] bytes = new byte[in.readUnsignedShort()];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
