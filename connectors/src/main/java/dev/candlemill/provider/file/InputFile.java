package dev.candlemill.provider.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.ZipException;

/**
 * One file of the input as it was when the run began.
 *
 * @param number its place among the files
 * @param name relative to the input that was given, for people
 * @param modified epoch milliseconds
 */
record InputFile(int number, Path path, String name, long size, long modified) {

    private static final int ZIP_MAGIC = 0x504b;

    /** The file's bytes, unpacked when it is gzip whatever its name. */
    InputStream open(ByteMeter meter) throws IOException {
        int magic = magic();
        if (magic == ZIP_MAGIC) {
            throw new FileInputException(name, "a zip archive: expected CSV or gzip, unpack it");
        }
        if (magic != GzipMembers.MAGIC && name.endsWith(".gz") && size > 0) {
            throw new FileInputException(name, "expected gzip, found something else");
        }
        InputStream raw = new MeteredStream(Files.newInputStream(path), meter);
        return magic == GzipMembers.MAGIC ? new GzipMembers(raw) : raw;
    }

    /** The symbol of a file that has no symbol column. */
    String symbol() {
        String base = path.getFileName().toString();
        return base.replaceFirst("(?i)\\.gz$", "").replaceFirst("(?i)\\.(csv|tsv|txt)$", "");
    }

    /** As {@link #symbol}, for exchange dumps named {@code BTCUSDT-1m-2024-01.csv}. */
    String klineSymbol() {
        return symbol().replaceFirst("-[0-9]+[smhdw]-\\d{4}-\\d{2}(-\\d{2})?$", "");
    }

    String identity() {
        return path + " " + size + " " + modified;
    }

    /** The path in an {@link #identity}. */
    static String pathIn(String identity) {
        return identity.substring(0, middle(identity));
    }

    /** The size and time in an {@link #identity}, for people. */
    static String stateIn(String identity) {
        String[] parts = identity.substring(middle(identity) + 1).split(" ", 2);
        return parts[0] + " bytes of " + Instant.ofEpochMilli(Long.parseLong(parts[1]));
    }

    private static int middle(String identity) {
        return identity.lastIndexOf(' ', identity.lastIndexOf(' ') - 1);
    }

    static String explain(IOException e) {
        if (e instanceof EOFException) {
            return "truncated gzip";
        }
        return e instanceof ZipException
                ? "corrupt gzip (" + e.getMessage() + ")"
                : "cannot be read (" + e + ")";
    }

    private int magic() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(2);
            return head.length < 2 ? 0 : ((head[0] & 0xff) << 8) | (head[1] & 0xff);
        }
    }
}
