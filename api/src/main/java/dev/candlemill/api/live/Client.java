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

    /** Half of what a channel keeps: who is let go finds what it missed when it comes back. */
    static final int MOST_WAITING = Channel.KEPT / 2;

    /** Of what was missed, all channels together: those messages are kept by them anyway. */
    static final int MOST_REPLAYED = 10 * Channel.KEPT;

    private final Wire wire;
    private final Map<Object, String> waiting = new LinkedHashMap<>();
    private int live;
    private int replayed;
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
        add(new Due(false), text);
    }

    /** A message that was missed, and must come: many may wait at once. */
    void replay(String text) {
        add(new Due(true), text);
    }

    /** The key of a message that no other one replaces. */
    private static final class Due {

        private final boolean isReplayed;

        Due(boolean isReplayed) {
            this.isReplayed = isReplayed;
        }
    }

    private void add(Due due, String text) {
        boolean isTooSlow;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            waiting.put(due, text);
            count(due, 1);
            isTooSlow = live > MOST_WAITING || replayed > MOST_REPLAYED;
        }
        if (isTooSlow) {
            close(SLOW, "too slow: reconnect and resume");
        } else {
            next();
        }
    }

    private synchronized void count(Due due, int change) {
        if (due.isReplayed) {
            replayed += change;
        } else {
            live += change;
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
        if (first.getKey() instanceof Due due) {
            count(due, -1);
        }
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
