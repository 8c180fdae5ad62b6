package dev.candlemill.api.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Numbers what counts, keeps the last of it, and passes it on. Guarded by the hub. */
final class Channel {

    static final int KEPT = 1_000;

    private final ChannelName name;
    private final String stream;
    private final Deque<String> kept = new ArrayDeque<>();
    private final Set<Client> clients = new HashSet<>();
    private long seq;
    private long emptySince;

    Channel(ChannelName name, String stream, long now) {
        this.name = name;
        this.stream = stream;
        this.emptySince = now;
    }

    ChannelName name() {
        return name;
    }

    long seq() {
        return seq;
    }

    void publish(LiveEvent event) {
        if (event.counts()) {
            seq++;
            String text = event.message(name.toString(), stream, seq);
            kept.add(text);
            if (kept.size() > KEPT) {
                kept.remove();
            }
            listening().forEach(client -> client.send(text));
        } else {
            String text = event.message(name.toString(), stream, seq);
            String key = name + " " + event.series();
            listening().forEach(client -> client.sendNewest(key, text));
        }
    }

    /** A copy: who turns out to be too slow, or gone, leaves while it is told. */
    private List<Client> listening() {
        return List.copyOf(clients);
    }

    /** A forming candle, with the number that stands. */
    void send(LiveEvent event, Client client) {
        client.sendNewest(name + " " + event.series(), event.message(name.toString(), stream, seq));
    }

    boolean canResume(String otherStream, long since) {
        return otherStream.equals(stream) && since <= seq && since >= seq - kept.size();
    }

    /** What came after that number. */
    List<String> after(long since) {
        return kept.stream().skip(kept.size() - (seq - since)).toList();
    }

    void join(Client client) {
        clients.add(client);
    }

    void leave(Client client, long now) {
        if (clients.remove(client) && clients.isEmpty()) {
            emptySince = now;
        }
    }

    boolean isAbandoned(long now, long patienceMillis) {
        return clients.isEmpty() && now - emptySince > patienceMillis;
    }

    void removeClosed(long now) {
        if (clients.removeIf(Client::isClosed) && clients.isEmpty()) {
            emptySince = now;
        }
    }
}
