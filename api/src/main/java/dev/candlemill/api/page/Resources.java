package dev.candlemill.api.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Files that lie on the classpath, read once. Names with anything special in them are none. */
final class Resources {

    private static final Pattern SAFE = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("yaml", "application/yaml; charset=utf-8"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("txt", "text/plain; charset=utf-8"),
                    Map.entry("webmanifest", "application/manifest+json"));

    private final Map<String, Optional<byte[]>> read = new ConcurrentHashMap<>();

    Optional<byte[]> bytes(String path) {
        if (!SAFE.matcher(path).matches() || !TYPES.containsKey(extension(path))) {
            return Optional.empty();
        }
        // Only what is there is remembered: names that are not there have no end.
        Optional<byte[]> known = read.getOrDefault(path, Optional.empty());
        if (known.isPresent()) {
            return known;
        }
        Optional<byte[]> found = load(path);
        found.ifPresent(bytes -> read.put(path, found));
        return found;
    }

    static String contentType(String path) {
        return TYPES.getOrDefault(extension(path), "application/octet-stream");
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static Optional<byte[]> load(String path) {
        try (InputStream in = Resources.class.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
