package dev.candlemill.api.security;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wrong tokens by address, so that nobody tries them by the thousand. Thread-safe. */
final class Attempts {

    static final int ALLOWED = 10;

    private static final long WINDOW_MILLIS = 60_000;
    private static final int MOST_ADDRESSES = 10_000;

    private final Clock clock;
    private final Map<String, Window> windows =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };

    private record Window(long end, int failures) {}

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /** Seconds to wait; 0: try. */
    synchronized long secondsToWait(String address) {
        @Nullable Window window = current(address);
        return window == null || window.failures < ALLOWED
                ? 0
                : Math.max(1, (window.end - clock.millis() + 999) / 1000);
    }

    synchronized void failed(String address) {
        @Nullable Window window = current(address);
        windows.put(
                address,
                window == null
                        ? new Window(clock.millis() + WINDOW_MILLIS, 1)
                        : new Window(window.end, window.failures + 1));
    }

    private @Nullable Window current(String address) {
        @Nullable Window window = windows.get(address);
        if (window != null && window.end <= clock.millis()) {
            windows.remove(address);
            return null;
        }
        return window;
    }
}
