package dev.candlemill.api.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.candlemill.api.Routes;
import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.http.Replies;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The page as the web module built it, the contract and its viewer. Open to everybody: they hold
 * nothing but what is in the repository.
 */
public final class PageRoutes {

    private static final String WEB = "/web";
    private static final String DOCS = "/api-docs";
    private static final String INDEX = WEB + "/index.html";
    private static final String PLACEHOLDER = DOCS + "/placeholder.html";
    private static final Set<String> NOT_THE_PAGE = Set.of("api", "udf", "ws", "docs", "metrics");

    /** As web/src/model/route.ts has them, beside the charts. */
    private static final Set<String> PAGES = Set.of("setups", "screener", "signals", "health");

    private static final String CONTRACT = "/openapi/candlemill.yaml";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String FOREVER = "public, max-age=31536000, immutable";

    private final Resources resources = new Resources();

    public void addTo(Routes routes) {
        routes.open("GET", "/openapi.yaml", context -> send(context, CONTRACT));
        routes.open("GET", "/openapi.json", context -> sendAsJson(context));
        routes.open("GET", "/docs", context -> send(context, DOCS + "/index.html"));
        routes.open("GET", "/docs/errors", context -> send(context, DOCS + "/errors.html"));
        routes.open("GET", "/docs/viewer.js", context -> send(context, DOCS + "/viewer.js"));
        routes.open("GET", "/docs/viewer.css", context -> send(context, DOCS + "/viewer.css"));
        routes.open("GET", "/", context -> sendIndex(context));
        routes.open("GET", "/<path>", this::sendPage);
    }

    private void sendPage(Context context) {
        String path = context.pathParam("path");
        String first = path.split("/", 2)[0];
        if (first.equals("chart")) { // whose symbols may look like file names: BRK.B
            sendIndex(context);
        } else if (resources.bytes(WEB + "/" + path).isPresent()) {
            send(context, WEB + "/" + path);
        } else if (PAGES.contains(path.replaceAll("/+$", ""))) {
            sendIndex(context);
        } else if (isPerson(context) && !NOT_THE_PAGE.contains(first)) {
            context.status(404);
            sendIndex(context); // which says that there is no such page
        } else {
            throw ProblemException.notFound("no such page, file or route: see /docs");
        }
    }

    /** Programs, probes and scripts do not ask for HTML. */
    private static boolean isPerson(Context context) {
        @Nullable String accept = context.header("Accept");
        return accept != null && accept.contains("text/html");
    }

    private void sendIndex(Context context) {
        send(context, resources.bytes(INDEX).isPresent() ? INDEX : PLACEHOLDER);
    }

    private void sendAsJson(Context context) {
        byte[] yaml = resources.bytes(CONTRACT).orElseThrow();
        try {
            Object contract = YAML.readValue(yaml, Object.class);
            context.header("Cache-Control", "no-cache");
            Replies.json(context, contract);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(Context context, String resource) {
        Optional<byte[]> bytes = resources.bytes(resource);
        if (bytes.isEmpty()) {
            throw ProblemException.notFound("no such file");
        }
        // Their names hold a hash of their content.
        boolean isHashed = resource.startsWith(WEB + "/assets/");
        context.header("Cache-Control", isHashed ? FOREVER : "no-cache")
                .contentType(Resources.contentType(resource))
                .result(bytes.get());
    }
}
