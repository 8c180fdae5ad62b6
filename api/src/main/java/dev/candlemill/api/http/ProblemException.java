package dev.candlemill.api.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is not answered, and why. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Kinds by the heading of docs/api.md that explains them. */
    public enum Kind {
        INVALID("invalid", 400, "The request cannot be meant"),
        UNAUTHORIZED("unauthorized", 401, "A token is needed"),
        FORBIDDEN("forbidden", 403, "Not allowed"),
        NOT_FOUND("not-found", 404, "There is none"),
        METHOD("method", 405, "Not by this method"),
        CONFLICT("conflict", 409, "What is there does not allow it"),
        TOO_LARGE("too-large", 413, "The body is too large"),
        MEDIA_TYPE("media-type", 415, "The body is not JSON"),
        HOST("host", 421, "Not served under this name"),
        TOO_MANY("too-many", 429, "Too many tries"),
        INTERNAL("internal", 500, "The server failed"),
        UNAVAILABLE("unavailable", 503, "The database does not answer"),
        BUSY("busy", 503, "Too many at once");

        private final String word;
        private final int status;
        private final String title;

        Kind(String word, int status, String title) {
            this.word = word;
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        String word() {
            return word;
        }

        String title() {
            return title;
        }
    }

    /**
     * One mistake.
     *
     * @param parameter of the query or path; null when it is in the body
     * @param pointer into the body; null when it is not there
     */
    public record Mistake(@Nullable String parameter, @Nullable String pointer, String detail) {

        public static Mistake ofParameter(String name, String detail) {
            return new Mistake(name, null, detail);
        }

        public static Mistake inBody(String pointer, String detail) {
            return new Mistake(null, pointer, detail);
        }
    }

    private final Kind kind;
    private final transient List<Mistake> mistakes;
    private final long retryAfter;

    public ProblemException(Kind kind, String detail) {
        this(kind, detail, List.of(), 0);
    }

    private ProblemException(Kind kind, String detail, List<Mistake> mistakes, long retryAfter) {
        super(detail, null, false, false);
        this.kind = kind;
        this.mistakes = List.copyOf(mistakes);
        this.retryAfter = retryAfter;
    }

    /** Wait so many seconds. */
    public static ProblemException tooMany(long seconds) {
        return new ProblemException(
                Kind.TOO_MANY,
                "too many wrong tokens: try again in " + seconds + " s",
                List.of(),
                seconds);
    }

    /** What others do at the moment is in the way: try again in so many seconds. */
    public static ProblemException busy(String detail, long seconds) {
        return new ProblemException(Kind.BUSY, detail, List.of(), seconds);
    }

    /** All that is wrong with a request. */
    public static ProblemException invalid(List<Mistake> mistakes) {
        return new ProblemException(
                Kind.INVALID,
                mistakes.size() == 1 ? mistakes.get(0).detail() : mistakes.size() + " mistakes",
                mistakes,
                0);
    }

    public static ProblemException invalid(Mistake mistake) {
        return invalid(List.of(mistake));
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(Kind.NOT_FOUND, detail);
    }

    public Kind kind() {
        return kind;
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** Seconds; 0: nothing is said of when to try again. */
    public long retryAfter() {
        return retryAfter;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
