package dev.candlemill.api.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candlemill.api.Database;
import dev.candlemill.api.live.ChannelName.Kind;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings events to the channels that carry them. Thread-safe: one lock over memory, channels and
 * what they number, so that a snapshot and the number it carries belong together.
 */
final class Hub {

    static final int MOST_CHANNELS = 10_000;

    /** How long a channel that nobody listens to keeps what came, for those who come back. */
    private static final long ABANDONED_MILLIS = 10 * 60_000;

    private static final int CANDLES_PER_SNAPSHOT = 256;
    private static final int CANDLES_PER_SERIES = 10;
    private static final int SIGNALS_PER_SNAPSHOT = 50;

    private final Database database;
    private final StoredState stored;
    private final Clock clock;
    private final String stream = Long.toString(new SecureRandom().nextLong() >>> 1, 36);
    private final Memory memory = new Memory();
    private final Map<ChannelName, Channel> channels = new LinkedHashMap<>();

    /** Those of more than one series, or of all. */
    private final Set<Channel> wide = new HashSet<>();

    private volatile Membership membership = Membership.NONE;

    Hub(Database database, Clock clock) {
        this.database = database;
        this.stored = new StoredState(database);
        this.clock = clock;
    }

    /** Where a client was when it lost us. */
    record Position(String stream, long since) {}

    /** Takes a record of a topic. */
    synchronized void take(Records.Record record) {
        for (LiveEvent event : memory.take(record)) {
            @Nullable Channel market =
                    channels.get(new ChannelName(Kind.MARKET, event.symbol(), event.timeframe()));
            if (market != null) {
                market.publish(event);
            }
            for (Channel channel : wide) {
                if (membership.carries(channel.name(), event)) {
                    channel.publish(event);
                }
            }
        }
    }

    /**
     * Goes on where the client was, or tells it where the channel stands.
     *
     * @throws IllegalArgumentException when there are too many channels
     */
    void subscribe(Client client, ChannelName name, @Nullable Position position) {
        if (name.kind() != Kind.MARKET) {
            refreshMembership();
        }
        if (position != null && resume(client, name, position)) {
            return;
        }
        Collection<String> series = membership.series(name);
        int each =
                Math.max(
                        1,
                        Math.min(
                                CANDLES_PER_SERIES,
                                CANDLES_PER_SNAPSHOT / Math.max(1, series.size())));
        Snapshot snapshot = new Snapshot();
        snapshot.addCandles(stored.candles(series, each));
        snapshot.addSignals(stored.signals(name, series, SIGNALS_PER_SNAPSHOT));
        begin(client, name, series, snapshot, reason(position));
    }

    private String reason(@Nullable Position position) {
        if (position == null) {
            return "subscribed";
        }
        return position.stream.equals(stream) ? "too_old" : "restarted";
    }

    private synchronized boolean resume(Client client, ChannelName name, Position position) {
        @Nullable Channel channel = channels.get(name);
        if (channel == null || !channel.canResume(position.stream, position.since)) {
            return false;
        }
        List<String> missed = channel.after(position.since);
        channel.leave(client, clock.millis());
        missed.forEach(client::replay);
        client.send(
                "{\"type\":\"resumed\",\"channel\":\"%s\",\"stream\":\"%s\",\"seq\":%d,\"replayed\":%d}"
                        .formatted(name, stream, channel.seq(), missed.size()));
        channel.join(client);
        for (String series : membership.series(name)) {
            @Nullable LiveEvent forming = memory.forming(series);
            if (forming != null) {
                channel.send(forming, client);
            }
        }
        return true;
    }

    /** What came while Postgres was asked is in the memory, and in the number. */
    private synchronized void begin(
            Client client,
            ChannelName name,
            Collection<String> series,
            Snapshot snapshot,
            String reason) {
        Channel channel = channel(name);
        snapshot.addCandles(memory.candles(series));
        snapshot.addSignals(recentSignals(name));
        for (String one : series) {
            @Nullable LiveEvent forming = memory.forming(one);
            if (forming != null) {
                snapshot.addForming(forming.body());
            }
        }
        client.send(snapshot.message(name.toString(), stream, channel.seq(), reason));
        channel.join(client);
    }

    private List<ObjectNode> recentSignals(ChannelName name) {
        return memory.signals().stream()
                .filter(event -> membership.carries(name, event))
                .map(LiveEvent::body)
                .toList();
    }

    private Channel channel(ChannelName name) {
        @Nullable Channel known = channels.get(name);
        if (known != null) {
            return known;
        }
        if (channels.size() >= MOST_CHANNELS) {
            throw new IllegalArgumentException(
                    "the server has " + MOST_CHANNELS + " channels: expected fewer");
        }
        Channel fresh = new Channel(name, stream, clock.millis());
        channels.put(name, fresh);
        if (name.kind() != Kind.MARKET) {
            wide.add(fresh);
        }
        return fresh;
    }

    synchronized void unsubscribe(Client client, ChannelName name) {
        @Nullable Channel channel = channels.get(name);
        if (channel != null) {
            channel.leave(client, clock.millis());
        }
    }

    /** A client that is gone. */
    synchronized void leave(Client client) {
        long now = clock.millis();
        channels.values().forEach(channel -> channel.leave(client, now));
    }

    /** Forgets channels that nobody came back to. */
    synchronized void sweep() {
        long now = clock.millis();
        channels.values().forEach(channel -> channel.removeClosed(now));
        channels.values().removeIf(channel -> channel.isAbandoned(now, ABANDONED_MILLIS));
        wide.retainAll(Set.copyOf(channels.values()));
    }

    /** Reads favourites and setups, where a channel is about them. */
    void refresh() {
        boolean isNeeded;
        synchronized (this) {
            isNeeded = !wide.isEmpty();
        }
        if (isNeeded) {
            refreshMembership();
        }
    }

    private void refreshMembership() {
        membership = Membership.read(database);
    }

    synchronized int channels() {
        return channels.size();
    }
}
