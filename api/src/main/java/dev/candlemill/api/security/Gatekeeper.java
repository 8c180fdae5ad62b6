package dev.candlemill.api.security;

import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.http.ProblemException.Kind;
import dev.candlemill.api.http.RequestId;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every request: under which name, from which page, by whom. Whatever is not named as
 * open needs somebody who is known.
 */
public final class Gatekeeper {

    static final String GUARD_HEADER = "X-Candlemill";

    private static final String CALLER = "caller";
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /**
     * Everything from here, nothing inline: scripts set styles on the document's objects, which no
     * policy forbids. The page's browser tests read this string and run under it.
     */
    private static final String CONTENT_POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self';"
                    + " img-src 'self' data:; connect-src 'self'; object-src 'none';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Supplier<Names> names;
    private final Tokens tokens;
    private final Sessions sessions;
    private final Attempts attempts;

    /**
     * @param names known once the server listens
     */
    public Gatekeeper(Supplier<Names> names, Tokens tokens, Clock clock) {
        this.names = names;
        this.tokens = tokens;
        this.sessions = new Sessions(clock, tokens.sessionKey());
        this.attempts = new Attempts(clock);
    }

    /** What every request must pass, of whomever. */
    public void admit(Context context) {
        RequestId.assign(context);
        harden(context);
        requireOwnName(context);
        requireOwnPage(context);
        if (context.queryParam("token") != null || context.queryParam("access_token") != null) {
            throw new ProblemException(
                    Kind.UNAUTHORIZED,
                    "a token in the address ends up in logs: send it in the header Authorization,"
                            + " and delete the token file, since it was seen");
        }
        if (!READING.contains(context.req().getMethod())) {
            requireBody(context);
        }
    }

    /**
     * Who asks.
     *
     * @throws ProblemException for nobody, somebody whose role does not reach, or a cookie that
     *     another page may have sent
     */
    public Caller require(Context context, Role needed) {
        Caller caller = requireKnown(context);
        if (!caller.role().reaches(needed)) {
            throw new ProblemException(
                    Kind.FORBIDDEN,
                    "needs the role " + needed.wire() + ", found " + caller.role().wire());
        }
        if (caller.isBySession()
                && !READING.contains(context.req().getMethod())
                && !"1".equals(context.header(GUARD_HEADER))) {
            throw new ProblemException(
                    Kind.FORBIDDEN, "expected the header " + GUARD_HEADER + ": 1 with a cookie");
        }
        return caller;
    }

    /**
     * Somebody of any role.
     *
     * @throws ProblemException for nobody
     */
    public Caller requireKnown(Context context) {
        return caller(context)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Kind.UNAUTHORIZED,
                                        "expected a token of the file .candlemill/api-tokens in the"
                                                + " header Authorization: Bearer, or the cookie of a"
                                                + " login"));
    }

    /** Who asks; empty for nobody. A wrong token is a failure, not nobody. */
    public Optional<Caller> caller(Context context) {
        @Nullable Caller known = context.attribute(CALLER);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Caller> found = identify(context);
        found.ifPresent(caller -> context.attribute(CALLER, caller));
        return found;
    }

    /**
     * Whether somebody who opens a WebSocket may go on; empty for nobody, who must log in by the
     * first message. A cookie counts only with the origin that every browser sends.
     */
    public Optional<BooleanSupplier> socketCaller(Context context) {
        Optional<Caller> caller = caller(context);
        if (caller.isEmpty()) {
            return Optional.empty();
        }
        if (!caller.get().isBySession()) {
            return Optional.of(() -> true);
        }
        if (context.header("Origin") == null) {
            throw new ProblemException(Kind.FORBIDDEN, "expected the header Origin with a cookie");
        }
        String session = String.valueOf(session(context));
        return Optional.of(() -> sessions.role(session).isPresent());
    }

    private Optional<Caller> identify(Context context) {
        @Nullable String authorization = context.header("Authorization");
        if (authorization != null) {
            return Optional.of(new Caller(ofHeader(authorization, context.ip()), false));
        }
        @Nullable String session = session(context);
        return session == null
                ? Optional.empty()
                : sessions.role(session).map(role -> new Caller(role, true));
    }

    private Role ofHeader(String authorization, String address) {
        String prefix = "Bearer ";
        if (!authorization.regionMatches(true, 0, prefix, 0, prefix.length())) {
            throw new ProblemException(
                    Kind.UNAUTHORIZED, "expected Authorization: Bearer and a token");
        }
        return roleOf(authorization.substring(prefix.length()).trim(), address);
    }

    /**
     * The role of a token that came from an address.
     *
     * @throws ProblemException for a wrong one, and for any after too many wrong ones
     */
    public Role roleOf(String token, String address) {
        long seconds = attempts.secondsToWait(address);
        if (seconds > 0) {
            throw ProblemException.tooMany(seconds);
        }
        Optional<Role> role = tokens.role(token);
        if (role.isEmpty()) {
            attempts.failed(address);
            throw new ProblemException(Kind.UNAUTHORIZED, "the token is not one of ours");
        }
        return role.get();
    }

    void logIn(Context context, Role role) {
        context.cookie(cookie(context, sessions.begin(role), (int) Sessions.LIFETIME.toSeconds()));
    }

    void logOut(Context context) {
        @Nullable String session = session(context);
        if (session != null) {
            sessions.end(session);
        }
        context.cookie(cookie(context, "", 0));
    }

    private @Nullable String session(Context context) {
        return context.cookie(names.get().cookie(context.host()));
    }

    private Cookie cookie(Context context, String value, int maxAge) {
        boolean isSecure = names.get().isSecure(context.host());
        String name = names.get().cookie(context.host());
        return new Cookie(name, value, "/", maxAge, isSecure, true, null, SameSite.STRICT);
    }

    private static void harden(Context context) {
        context.header("Content-Security-Policy", CONTENT_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }

    private void requireOwnName(Context context) {
        if (!names.get().isServed(context.header("Host"))) {
            throw new ProblemException(
                    Kind.HOST,
                    "not served under this name: expected one of " + names.get().served());
        }
    }

    private void requireOwnPage(Context context) {
        @Nullable String origin = context.header("Origin");
        if (origin != null && !names.get().isOurs(origin)) {
            throw new ProblemException(Kind.FORBIDDEN, "the request comes from a foreign page");
        }
    }

    private static void requireBody(Context context) {
        if (context.req().getContentLengthLong() > MAX_BODY_BYTES) {
            throw new ProblemException(
                    Kind.TOO_LARGE, "expected at most " + MAX_BODY_BYTES + " bytes");
        }
        @Nullable String type = context.contentType();
        boolean hasBody =
                context.req().getContentLengthLong() > 0
                        || context.header("Transfer-Encoding") != null;
        boolean isJson =
                type != null && type.split(";", 2)[0].trim().equalsIgnoreCase("application/json");
        if (hasBody && !isJson) {
            throw new ProblemException(Kind.MEDIA_TYPE, "expected Content-Type: application/json");
        }
    }
}
