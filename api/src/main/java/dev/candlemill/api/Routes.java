package dev.candlemill.api;

import dev.candlemill.api.security.Gatekeeper;
import dev.candlemill.api.security.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every route, with the role that it needs: there is no other way to add one. */
public final class Routes {

    private final RoutesConfig javalin;
    private final Gatekeeper gatekeeper;
    private final List<Route> all = new ArrayList<>();

    /**
     * A route.
     *
     * @param path as in the contract, {@code /api/v1/favorites/{symbol}}
     * @param role empty: needs none
     */
    public record Route(String method, String path, Optional<Role> role) {}

    Routes(RoutesConfig javalin, Gatekeeper gatekeeper) {
        this.javalin = javalin;
        this.gatekeeper = gatekeeper;
    }

    /** For those who have that role, or one that reaches further. */
    public void add(String method, String path, Role role, Handler handler) {
        register(
                new Route(method, path, Optional.of(role)),
                context -> {
                    gatekeeper.require(context, role);
                    handler.handle(context);
                });
    }

    /** For everybody. */
    public void open(String method, String path, Handler handler) {
        register(new Route(method, path, Optional.empty()), handler);
    }

    private void register(Route route, Handler handler) {
        all.add(route);
        javalin.addHttpHandler(HandlerType.findOrCreate(route.method()), route.path(), handler);
        if (route.method().equals("GET")) {
            // else Javalin answers it by itself, whoever asks for what; Jetty leaves out the body
            javalin.addHttpHandler(HandlerType.HEAD, route.path(), handler);
        }
    }

    List<Route> all() {
        return List.copyOf(all);
    }
}
