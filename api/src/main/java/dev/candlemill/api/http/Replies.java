package dev.candlemill.api.http;

import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Answers that went well. */
public final class Replies {

    private static final int TAG_BYTES = 12;

    private Replies() {}

    public static void json(Context context, Object value) {
        json(context, Json.bytes(value));
    }

    public static void json(Context context, byte[] document) {
        context.contentType("application/json").result(document);
    }

    /** With a tag of its content: who has it already gets 304. Weak, since it may be compressed. */
    public static void tagged(Context context, byte[] document) {
        if (!isKnown(context, tag(document))) {
            json(context, document);
        }
    }

    /** The same of a document that is given more than once. */
    public static void tagged(Context context, Document document) {
        context.header("Vary", "Accept-Encoding");
        if (isKnown(context, document.tag())) {
            return;
        }
        if (takesGzip(context.header("Accept-Encoding"))) {
            context.header("Content-Encoding", "gzip");
            json(context, document.packed());
        } else {
            json(context, document.json());
        }
    }

    /** Tags the answer; says whether nothing more has to be said. */
    private static boolean isKnown(Context context, String tag) {
        context.header("ETag", tag).header("Cache-Control", "private, no-cache");
        boolean isKnown = isNamed(tag, context.header("If-None-Match"));
        if (isKnown) {
            context.status(304);
        }
        return isKnown;
    }

    /** Not with a weight of 0, which refuses it. */
    static boolean takesGzip(@Nullable String header) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .map(coding -> coding.replace(" ", ""))
                        .anyMatch(
                                coding ->
                                        coding.equals("gzip")
                                                || coding.startsWith("gzip;q=")
                                                        && !coding.matches("gzip;q=0(\\.0*)?"));
    }

    /** The entity tag of a document. */
    static String tag(byte[] document) {
        return "W/\"" + digest(document) + "\"";
    }

    public static void nothing(Context context) {
        context.status(204);
    }

    private static boolean isNamed(String tag, @Nullable String header) {
        return header != null
                && Arrays.stream(header.split(",", -1)).map(String::trim).anyMatch(tag::equals);
    }

    private static String digest(byte[] document) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(document);
            return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
