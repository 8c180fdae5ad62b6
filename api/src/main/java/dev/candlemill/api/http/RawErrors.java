package dev.candlemill.api.http;

import dev.candlemill.api.http.ProblemException.Kind;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What Jetty refuses before any route sees it: problems like all others, which repeat nothing. */
public final class RawErrors implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Kind kind =
                switch (response.getStatus()) {
                    case 404 -> Kind.NOT_FOUND;
                    case 413 -> Kind.TOO_LARGE;
                    case 400, 414, 431 -> Kind.INVALID;
                    default -> response.getStatus() < 500 ? Kind.INVALID : Kind.INTERNAL;
                };
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.MEDIA_TYPE);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        byte[] document =
                Problems.bytes(
                        new ProblemException(kind, "the request is not HTTP as we speak it"),
                        response.getStatus(),
                        "none");
        response.write(true, ByteBuffer.wrap(document), callback);
        return true;
    }
}
