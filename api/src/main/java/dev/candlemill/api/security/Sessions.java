package dev.candlemill.api.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who is logged in by cookie: {@code role.end.number.signature}. Nothing is kept of it here, so
 * that it holds across restarts, until its end or until the tokens change. Who logs out before is
 * remembered until the server stops. Thread-safe.
 */
final class Sessions {

    static final Duration LIFETIME = Duration.ofHours(12);

    private static final int MOST_ENDED = 10_000;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM =
            Pattern.compile("([a-z]{1,10})\\.([0-9]{1,12})\\.[A-Za-z0-9_-]{43}");

    private final Clock clock;
    private final SecretKeySpec key;

    /** Of sessions that somebody ended, oldest first: when they would have ended. */
    private final Map<String, Instant> ended = new LinkedHashMap<>();

    /**
     * @param key known to whoever knows all tokens, and to nobody else
     */
    Sessions(Clock clock, byte[] key) {
        this.clock = clock;
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * @return what the cookie holds, which nobody can guess or change
     */
    String begin(Role role) {
        long end = clock.instant().plus(LIFETIME).getEpochSecond();
        String claim = role.wire() + "." + end + "." + Tokens.random();
        return claim + "." + signature(claim);
    }

    Optional<Role> role(String cookie) {
        return claim(cookie).filter(claim -> !isEnded(cookie)).map(Claim::role);
    }

    synchronized void end(String cookie) {
        Optional<Claim> claim = claim(cookie);
        if (claim.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        ended.values().removeIf(end -> !end.isAfter(now));
        if (ended.size() >= MOST_ENDED) {
            ended.remove(ended.keySet().iterator().next());
        }
        ended.put(cookie, claim.get().end);
    }

    private synchronized boolean isEnded(String cookie) {
        return ended.containsKey(cookie);
    }

    private record Claim(Role role, Instant end) {}

    /** What a cookie of ours says; empty for others, and for one whose time is over. */
    private Optional<Claim> claim(String cookie) {
        int dot = cookie.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String text = cookie.substring(0, dot);
        var form = FORM.matcher(text);
        if (!form.matches() || !isSame(signature(text), cookie.substring(dot + 1))) {
            return Optional.empty();
        }
        Instant end = Instant.ofEpochSecond(Long.parseLong(form.group(2)));
        return Arrays.stream(Role.values())
                .filter(role -> role.wire().equals(form.group(1)) && end.isAfter(clock.instant()))
                .findFirst()
                .map(role -> new Claim(role, end));
    }

    /** How long that takes does not depend on how much of it is right. */
    private static boolean isSame(String expected, String found) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String claim) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signed = mac.doFinal(claim.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
