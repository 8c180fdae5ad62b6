package dev.candlemill.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** JSON that is given more than once: it is compressed when somebody first takes it so. */
public final class Document {

    private final byte[] json;
    private final String tag;
    private volatile byte @Nullable [] packed;

    public Document(byte[] json) {
        this.json = json;
        this.tag = Replies.tag(json);
    }

    byte[] json() {
        return json;
    }

    /** The entity tag, of either form. */
    public String tag() {
        return tag;
    }

    /** By gzip; two who ask first at the same time both do the work. */
    byte[] packed() {
        byte[] known = packed;
        if (known == null) {
            known = gzip(json);
            packed = known;
        }
        return known;
    }

    /** What it takes in memory at most: compressed JSON is less than half as long. */
    public long bytes() {
        return json.length + json.length / 2;
    }

    private static byte[] gzip(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 3 + 64);
        try (GZIPOutputStream out =
                new GZIPOutputStream(bytes) {
                    {
                        def.setLevel(Deflater.BEST_SPEED);
                    }
                }) {
            out.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
