package dev.candlemill.api.http;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * Where a page of rows ended: after a time, and among rows of that time after an id. Clients pass
 * it on unread.
 */
public record Cursor(Instant time, String id) {

    private static final String EXPECTED =
            "expected next_cursor of an earlier answer, found something else";

    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((time + "|" + id).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws IllegalArgumentException for a text that no cursor has
     */
    public static Cursor parse(String text) {
        try {
            String decoded =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int bar = decoded.indexOf('|');
            Cursor cursor =
                    new Cursor(
                            Values.time(decoded.substring(0, Math.max(bar, 0))),
                            Values.text(decoded.substring(bar + 1), 200));
            if (bar > 0) {
                return cursor;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // said below
        }
        throw new IllegalArgumentException(EXPECTED);
    }
}
