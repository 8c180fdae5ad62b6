package dev.candlemill.api.security;

import dev.candlemill.api.Routes;
import dev.candlemill.api.http.Body;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import io.javalin.http.Context;

/** Exchanges a token for a cookie, and back. */
public final class LoginRoutes {

    private static final int MAX_TOKEN = 256;

    private final Gatekeeper gatekeeper;

    public LoginRoutes(Gatekeeper gatekeeper) {
        this.gatekeeper = gatekeeper;
    }

    private record Reply(String role) {}

    public void addTo(Routes routes) {
        routes.open("POST", "/api/v1/login", this::logIn);
        routes.add("POST", "/api/v1/logout", Role.VIEWER, this::logOut);
        routes.add("GET", "/api/v1/session", Role.VIEWER, this::session);
    }

    private void logIn(Context context) {
        new Query(context).check();
        Body body = Body.of(context);
        String token = body.text("token", MAX_TOKEN);
        body.check();
        Role role = gatekeeper.roleOf(token, context.ip());
        gatekeeper.logIn(context, role);
        Replies.json(context, new Reply(role.wire()));
    }

    private void logOut(Context context) {
        new Query(context).check();
        gatekeeper.logOut(context);
        Replies.nothing(context);
    }

    private void session(Context context) {
        new Query(context).check();
        Replies.json(context, new Reply(gatekeeper.require(context, Role.VIEWER).role().wire()));
    }
}
