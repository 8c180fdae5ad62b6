package dev.candlemill.api.http;

import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names a request in answers and in the log: the client's name for it, else one of ours. */
public final class RequestId {

    private static final String HEADER = "X-Request-Id";
    private static final String ATTRIBUTE = "request_id";
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    public static void assign(Context context) {
        @Nullable String sent = context.header(HEADER);
        String id =
                sent != null && LEGAL.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
        context.attribute(ATTRIBUTE, id);
        context.header(HEADER, id);
    }

    static String of(Context context) {
        @Nullable String id = context.attribute(ATTRIBUTE);
        return id == null ? "none" : id;
    }
}
