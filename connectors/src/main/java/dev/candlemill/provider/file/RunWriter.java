package dev.candlemill.provider.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends sorted records to a file, and shows them to who watches; full disks and the like are
 * reported with its name.
 */
final class RunWriter implements Closeable {

    private final Path path;
    private final SortedRecords watcher;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BarRecord.BYTES * 8192);

    RunWriter(Path path, SortedRecords watcher) throws IOException {
        this.path = path;
        this.watcher = watcher;
        this.channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
    }

    Path path() {
        return path;
    }

    void write(RunBuffer records, int i) throws IOException {
        if (buffer.remaining() < BarRecord.BYTES) {
            flush();
        }
        BarRecord.put(buffer, records, i);
        if (records.tellsSize(i)) {
            watcher.record(records.group[i], records.time[i], records.place[i]);
        }
    }

    void write(ByteBuffer record) throws IOException {
        if (buffer.remaining() < record.remaining()) {
            flush();
        }
        int at = record.position();
        if (BarRecord.tellsSize(record, at)) {
            watcher.record(
                    BarRecord.group(record, at),
                    BarRecord.time(record, at),
                    BarRecord.place(record, at));
        }
        buffer.put(record);
    }

    /** After this the file survives a crash of the machine. */
    void force() throws IOException {
        flush();
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            channel.close();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new IOException("cannot write the sorted bars to " + path + ": " + e, e);
        }
        buffer.clear();
    }
}
