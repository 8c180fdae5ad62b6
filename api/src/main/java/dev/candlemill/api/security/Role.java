package dev.candlemill.api.security;

import java.util.Locale;

/** What somebody may do; each role may do what those before it may. */
public enum Role {
    VIEWER,
    TRADER,
    ADMIN;

    public boolean reaches(Role needed) {
        return ordinal() >= needed.ordinal();
    }

    /** As in the token file and in answers: {@code viewer}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
