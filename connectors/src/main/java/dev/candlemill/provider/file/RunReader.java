package dev.candlemill.provider.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The records of one sorted run, one after the other. */
final class RunReader implements Closeable {

    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final int age;
    private int group;
    private long time;

    /**
     * @param age older runs have smaller ones; among equal keys the older comes first
     */
    RunReader(Path path, int age, int bufferRecords) throws IOException {
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.buffer = ByteBuffer.allocate(bufferRecords * BarRecord.BYTES).limit(0);
        this.age = age;
    }

    boolean next() throws IOException {
        if (!buffer.hasRemaining() && !fill()) {
            return false;
        }
        int at = buffer.position();
        group = BarRecord.group(buffer, at);
        time = BarRecord.time(buffer, at);
        return true;
    }

    void moveTo(RunWriter target) throws IOException {
        int limit = buffer.limit();
        buffer.limit(buffer.position() + BarRecord.BYTES);
        target.write(buffer);
        buffer.limit(limit);
    }

    int compareTo(RunReader other) {
        int byGroup = Integer.compare(group, other.group);
        int byTime = byGroup != 0 ? byGroup : Long.compare(time, other.time);
        return byTime != 0 ? byTime : Integer.compare(age, other.age);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean fill() throws IOException {
        buffer.clear();
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
        buffer.flip();
        if (buffer.limit() % BarRecord.BYTES != 0) {
            throw new EOFException("a sorted run ends in the middle of a record");
        }
        return buffer.hasRemaining();
    }
}
