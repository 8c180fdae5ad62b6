package dev.candlemill.provider.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

final class MeteredStream extends FilterInputStream {

    private final ByteMeter meter;

    MeteredStream(InputStream in, ByteMeter meter) {
        super(in);
        this.meter = meter;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        meter.add(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        meter.add(read);
        return read;
    }
}
