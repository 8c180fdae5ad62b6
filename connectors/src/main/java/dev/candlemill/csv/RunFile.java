package dev.candlemill.csv;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The byte form of a run: version, then per row its key, revision and line. Lives no longer than a
 * run of the job.
 */
final class RunFile {

    private static final int VERSION = 2;
    private static final int BUFFER = 1 << 16;

    private RunFile() {}

    /** Writes all rows of a cursor; complete and on the disk when it returns. */
    static CsvRun write(CsvStorage storage, Path file, RowCursor rows) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(storage.create(file), BUFFER))) {
            out.writeByte(VERSION);
            for (CsvRow row = rows.next(); row != null; row = rows.next()) {
                writeBytes(out, row.key());
                out.writeLong(row.revision());
                writeBytes(out, row.line());
            }
        }
        return new CsvRun(String.valueOf(file.getFileName()), Files.size(file));
    }

    /**
     * @throws IOException when the file is missing or not the one that was written
     */
    static RowCursor open(Path folder, CsvRun run) throws IOException {
        Path file = folder.resolve(run.name());
        long length = Files.exists(file) ? Files.size(file) : -1;
        if (length != run.length()) {
            throw new IOException(
                    file
                            + (length < 0 ? " is missing" : " has " + length + " bytes")
                            + ": expected a run of "
                            + run.length()
                            + " bytes");
        }
        DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
        int version = in.readByte();
        if (version != VERSION) {
            in.close();
            throw new IOException(
                    file + " is a run of version " + version + ": expected " + VERSION);
        }
        return new Cursor(in, run.length() - 1);
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        ((OutputStream) out).write(bytes);
    }

    private static final class Cursor implements RowCursor {

        private final DataInputStream in;
        private long left;

        Cursor(DataInputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public @Nullable CsvRow next() throws IOException {
            if (left == 0) {
                return null;
            }
            CsvRow row = new CsvRow(readBytes(), in.readLong(), readBytes());
            left -= 2 * Integer.BYTES + Long.BYTES + row.key().length + row.line().length;
            return row;
        }

        private byte[] readBytes() throws IOException {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return bytes;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
