package dev.candlemill.api.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is logged in by cookie. Kept in memory: a restart ends all sessions. Thread-safe. */
final class Sessions {

    static final Duration LIFETIME = Duration.ofHours(12);

    private static final int MOST = 1_000;

    private final Clock clock;

    /** Oldest first. */
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    private record Session(Role role, Instant end) {}

    Sessions(Clock clock) {
        this.clock = clock;
    }

    /**
     * @return its name, which nobody can guess
     */
    synchronized String begin(Role role) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> session.end.isBefore(now));
        if (sessions.size() >= MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        String id = Tokens.random();
        sessions.put(id, new Session(role, now.plus(LIFETIME)));
        return id;
    }

    synchronized Optional<Role> role(String id) {
        @Nullable Session session = sessions.get(id);
        return session == null || session.end.isBefore(clock.instant())
                ? Optional.empty()
                : Optional.of(session.role);
    }

    synchronized void end(String id) {
        sessions.remove(id);
    }
}
