package dev.candlemill.api.security;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Under which names the server may be asked, and from which pages: its own loopback names, and the
 * public origins that it was told. Anything else is a page of somebody else's that had its name
 * point here (DNS rebinding), or a foreign page.
 */
public final class Names {

    private static final String COOKIE = "candlemill_session_";
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private final Set<String> hosts = new HashSet<>();
    private final Set<String> origins = new HashSet<>();
    private final Set<String> secureHosts = new HashSet<>();

    /**
     * @param port that the server listens on
     * @param publicOrigins such as {@code https://charts.example.org}, behind which a proxy stands
     * @throws IllegalArgumentException for one that is no origin
     */
    public Names(int port, List<String> publicOrigins) {
        for (String name : List.of("127.0.0.1", "localhost", "[::1]")) {
            hosts.add(name + ":" + port);
            origins.add("http://" + name + ":" + port);
        }
        for (String text : publicOrigins) {
            add(text);
        }
    }

    private void add(String text) {
        URI origin = checked(text);
        String authority = origin.getAuthority().toLowerCase(Locale.ROOT);
        hosts.add(authority);
        origins.add(origin.getScheme() + "://" + authority);
        if (origin.getScheme().equals("https")) {
            secureHosts.add(authority);
        }
    }

    /**
     * @throws IllegalArgumentException for a text that is no origin
     */
    public static URI checked(String text) {
        try {
            URI origin = URI.create(text);
            String scheme = String.valueOf(origin.getScheme());
            if (origin.getHost() != null
                    && origin.getUserInfo() == null
                    && Set.of("http", "https").contains(scheme)
                    && text.equals(scheme + "://" + origin.getAuthority())) {
                return origin;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "public origin \""
                        + text
                        + "\": expected scheme, name and port only, https://charts.example.org");
    }

    boolean isServed(@Nullable String host) {
        return host != null && hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    boolean isOurs(String origin) {
        return origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** Whether the browser talks TLS to whoever stands before us. */
    boolean isSecure(@Nullable String host) {
        return host != null && secureHosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /**
     * The name of the cookie for who asks under that name. Browsers send a host's cookies to all of
     * its ports: the port is in the name, so that two servers do not log each other out.
     */
    String cookie(@Nullable String host) {
        return COOKIE + port(host == null ? "" : host, isSecure(host) ? "443" : "80");
    }

    private static String port(String host, String byDefault) {
        int colon = host.lastIndexOf(':');
        String port = colon < 0 ? "" : host.substring(colon + 1);
        return PORT.matcher(port).matches() ? port : byDefault;
    }

    /** For messages. */
    String served() {
        return String.join(" ", new TreeSet<>(hosts));
    }
}
