package dev.candlemill.provider.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The text of a gzip file (RFC 1952) of one or more members, which must reach to its end. Own code
 * because {@link java.util.zip.GZIPInputStream} takes a damaged member after the first one for the
 * end of the file, and whatever follows is lost without a sign.
 */
final class GzipMembers extends InputStream {

    static final int MAGIC = 0x1f8b;

    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED = 0xe0;
    private static final int TIME_SYSTEM_AND_LEVEL = 6;
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 headerCrc = new CRC32();
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[BUFFER];
    private long beforeBuffer;
    private int next;
    private int limit;
    private boolean inMember;
    private boolean atEnd;

    /**
     * @param in at the first member
     */
    GzipMembers(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws EOFException where the file ends in the middle of a member
     * @throws ZipException with its offset, where a member is damaged or no member follows
     */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (length > 0 && (inMember || beginMember())) {
            int inflated = inflate(into, offset, length);
            if (inflated > 0) {
                crc.update(into, offset, inflated);
                return inflated;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput()) {
                refill();
            }
        }
        return length == 0 ? 0 : -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    private int inflate(byte[] into, int offset, int length) throws ZipException {
        try {
            int inflated = inflater.inflate(into, offset, length);
            if (inflater.needsDictionary()) {
                throw damaged("expected no preset dictionary");
            }
            return inflated;
        } catch (DataFormatException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    /** False at the end of the file. */
    private boolean beginMember() throws IOException {
        if (atEnd || (next == limit && !fill())) {
            atEnd = true;
            return false;
        }
        readMagic();
        readHeader();
        inflater.reset();
        crc.reset();
        inflater.setInput(buffer, next, limit - next);
        inMember = true;
        return true;
    }

    private void readMagic() throws IOException {
        long start = offset();
        headerCrc.reset();
        boolean isMember = readByte() == MAGIC >> 8 && hasMore() && readByte() == (MAGIC & 0xff);
        if (!isMember) {
            throw new ZipException(
                    "expected the end of the file or another gzip member at byte "
                            + start
                            + ", found neither");
        }
    }

    private void readHeader() throws IOException {
        int method = readByte();
        int flags = readByte();
        if (method != DEFLATE || (flags & RESERVED) != 0) {
            throw damaged("expected the header of a deflated member");
        }
        skip(TIME_SYSTEM_AND_LEVEL);
        if ((flags & EXTRA) != 0) {
            skip(readShort());
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        int expected = (int) headerCrc.getValue() & 0xffff;
        if ((flags & HEADER_CRC) != 0 && readShort() != expected) {
            throw damaged("a header's checksum does not match");
        }
    }

    private void endMember() throws IOException {
        next = limit - inflater.getRemaining();
        long checksum = readInt();
        long size = readInt();
        if (checksum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw damaged("a member's checksum or length does not match");
        }
        inMember = false;
    }

    private void refill() throws IOException {
        next = limit;
        if (!fill()) {
            throw new EOFException();
        }
        inflater.setInput(buffer, 0, limit);
    }

    private boolean fill() throws IOException {
        beforeBuffer += limit;
        next = 0;
        limit = Math.max(0, in.read(buffer, 0, BUFFER));
        return limit > 0;
    }

    private boolean hasMore() throws IOException {
        return next < limit || fill();
    }

    private int readByte() throws IOException {
        if (!hasMore()) {
            throw new EOFException();
        }
        int read = buffer[next++] & 0xff;
        headerCrc.update(read);
        return read;
    }

    private int readShort() throws IOException {
        int low = readByte();
        return low | readByte() << 8;
    }

    private long readInt() throws IOException {
        long low = readShort();
        return low | (long) readShort() << 16;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            readByte();
        }
    }

    private void skipText() throws IOException {
        int read = readByte();
        while (read != 0) {
            read = readByte();
        }
    }

    /** How many bytes of the file are done; in a member's data as far as it was read. */
    private long offset() {
        return beforeBuffer + (inMember ? limit - inflater.getRemaining() : next);
    }

    private ZipException damaged(String what) {
        return new ZipException(what + ", at byte " + offset());
    }
}
