package dev.candlemill.api.live;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at the other end: one message at a time goes out, the others wait. Forming candles that
 * wait are replaced by newer ones; who lets too many of the others wait is let go. Thread-safe.
 */
final class Client {

    static final int SLOW = 1013;
    static final int MOST_WAITING = 1_000;

    private final Wire wire;
    private final Map<Object, String> waiting = new LinkedHashMap<>();
    private int counted;
    private boolean isSending;
    private boolean isDraining;
    private boolean isClosed;
    private long sendingSince;

    /** The connection. */
    interface Wire {

        /** Sends, and calls back once with whether it went. */
        void send(String text, Sent sent);

        void close(int code, String reason);
    }

    /** Told when a message went out, or could not. */
    @FunctionalInterface
    interface Sent {
        void done(boolean success);
    }

    Client(Wire wire) {
        this.wire = wire;
    }

    /** A message that must come. */
    void send(String text) {
        boolean isTooSlow;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            waiting.put(new Object(), text);
            counted++;
            isTooSlow = counted > MOST_WAITING;
        }
        if (isTooSlow) {
            close(SLOW, "too slow: reconnect and resume");
        } else {
            next();
        }
    }

    /** A message that replaces the one with the same key, if that still waits. */
    void sendNewest(String key, String text) {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            waiting.remove(key);
            waiting.put(key, text);
        }
        next();
    }

    void close(int code, String reason) {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            waiting.clear();
        }
        wire.close(code, reason);
    }

    /** The connection is gone. */
    synchronized void forget() {
        isClosed = true;
        waiting.clear();
    }

    synchronized boolean isClosed() {
        return isClosed;
    }

    /** Whether a message has been on its way for so long. */
    synchronized boolean isStuck(long now, long patienceMillis) {
        return isSending && now - sendingSince > patienceMillis;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /**
     * Sends until one is on its way. A loop, since a send that is done at once calls back from
     * inside: by recursion a thousand waiting messages would be a thousand frames deep.
     */
    private void next() {
        synchronized (this) {
            if (isDraining) {
                return;
            }
            isDraining = true;
        }
        @Nullable String text = take();
        while (text != null) {
            wire.send(text, this::sent);
            text = take();
        }
    }

    /** The first that waits; null ends the loop: one is on its way, or none waits. */
    private synchronized @Nullable String take() {
        if (isSending || isClosed || waiting.isEmpty()) {
            isDraining = false;
            return null;
        }
        Iterator<Map.Entry<Object, String>> entries = waiting.entrySet().iterator();
        Map.Entry<Object, String> first = entries.next();
        counted -= first.getKey() instanceof String ? 0 : 1;
        String text = first.getValue();
        entries.remove();
        isSending = true;
        sendingSince = System.currentTimeMillis();
        return text;
    }

    private void sent(boolean success) {
        synchronized (this) {
            isSending = false;
        }
        if (success) {
            next();
        } else {
            forget();
        }
    }
}
