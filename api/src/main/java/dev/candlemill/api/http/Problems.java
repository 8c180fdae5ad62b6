package dev.candlemill.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.candlemill.api.http.ProblemException.Kind;
import dev.candlemill.api.http.ProblemException.Mistake;
import dev.candlemill.postgres.PostgresException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers of {@code application/problem+json}; what the server cannot help is logged. */
public final class Problems {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String DOCS = "/docs/errors#";
    private static final int SHOWN = 64;
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    private record Document(
            String type,
            String title,
            int status,
            String detail,
            String traceId,
            List<Entry> errors) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Entry(@Nullable String parameter, @Nullable String pointer, String detail) {}

    /** Every way in which a handler may end. */
    public static void register(RoutesConfig routes) {
        routes.exception(ProblemException.class, (e, context) -> write(context, e));
        routes.exception(HttpResponseException.class, (e, context) -> write(context, ofJavalin(e)));
        routes.exception(Exception.class, Problems::failed);
    }

    public static void write(Context context, ProblemException problem) {
        Kind kind = problem.kind();
        context.status(kind.status())
                .header("Cache-Control", "no-store")
                .contentType(MEDIA_TYPE)
                .result(bytes(problem, kind.status(), RequestId.of(context)));
        if (problem.retryAfter() > 0) {
            context.header("Retry-After", Long.toString(problem.retryAfter()));
        }
        if (kind == Kind.UNAUTHORIZED) {
            context.header("WWW-Authenticate", "Bearer");
        }
    }

    static byte[] bytes(ProblemException problem, int status, String traceId) {
        return Json.bytes(
                new Document(
                        DOCS + problem.kind().word(),
                        problem.kind().title(),
                        status,
                        problem.detail(),
                        traceId,
                        problem.mistakes().stream().map(Problems::entry).toList()));
    }

    private static Entry entry(Mistake mistake) {
        return new Entry(mistake.parameter(), mistake.pointer(), mistake.detail());
    }

    private static ProblemException ofJavalin(HttpResponseException e) {
        Kind kind =
                switch (e.getStatus()) {
                    case 404 -> Kind.NOT_FOUND;
                    case 405 -> Kind.METHOD;
                    case 413 -> Kind.TOO_LARGE;
                    case 400 -> Kind.INVALID;
                    default -> Kind.INTERNAL;
                };
        return new ProblemException(kind, kind.title());
    }

    private static void failed(Exception e, Context context) {
        boolean isDatabase = isUnavailable(e);
        LOG.error("{} {} failed, {}", context.method(), context.path(), RequestId.of(context), e);
        write(
                context,
                isDatabase
                        ? new ProblemException(
                                Kind.UNAVAILABLE, "Postgres does not answer: see the server's log")
                        : new ProblemException(Kind.INTERNAL, "see the server's log"));
    }

    /** No connection, no server, or an answer that took too long. */
    private static boolean isUnavailable(Throwable e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || (cause instanceof SQLException sql && isUnavailable(sql.getSQLState()))
                    || (cause instanceof PostgresException postgres
                            && isUnavailable(postgres.sqlState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnavailable(@Nullable String state) {
        return state != null
                && (state.startsWith("08") || state.startsWith("57") || state.startsWith("53"));
    }

    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
