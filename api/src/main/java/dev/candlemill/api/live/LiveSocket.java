package dev.candlemill.api.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candlemill.api.Database;
import dev.candlemill.api.http.Json;
import dev.candlemill.api.http.ProblemException;
import dev.candlemill.api.operations.HealthRoutes.LiveState;
import dev.candlemill.api.security.Gatekeeper;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /ws/v1}: who is connected, and what they ask for. */
public final class LiveSocket implements AutoCloseable {

    static final int MOST_CLIENTS = 1_000;
    static final int MOST_CHANNELS_EACH = 200;

    private static final Logger LOG = LoggerFactory.getLogger(LiveSocket.class);
    private static final String PATH = "/ws/v1";
    private static final int MAX_FRAME_BYTES = 64 * 1024;
    private static final int GOING_AWAY = 1001;
    private static final int NOT_TEXT = 1003;
    private static final int NOT_ALLOWED = 1008;
    private static final long RETRY_SECONDS = 60;
    private static final long LOGIN_MILLIS = 10_000;
    private static final long STUCK_MILLIS = 30_000;
    private static final String VALIDITY = "validity";

    private final Gatekeeper gatekeeper;
    private final Clock clock;
    private final ChannelRules rules;
    private final Hub hub;
    private final @Nullable TopicFeed feed;
    private final Map<String, Guest> guests = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "candlemill-api-live");
                        thread.setDaemon(true);
                        return thread;
                    });

    public LiveSocket(
            Gatekeeper gatekeeper, Database database, Optional<FeedSettings> topics, Clock clock) {
        this.gatekeeper = gatekeeper;
        this.clock = clock;
        this.rules = new ChannelRules(database);
        this.hub = new Hub(database, clock);
        this.feed = topics.map(settings -> new TopicFeed(settings, clock, hub::take)).orElse(null);
    }

    /** A connection, and who is behind it once that is known. */
    private static final class Guest {

        private final Session session;
        private final Client client;
        private final Set<ChannelName> channels = new HashSet<>();
        private volatile @Nullable BooleanSupplier isStillAllowed;

        Guest(Session session, @Nullable BooleanSupplier isStillAllowed) {
            this.session = session;
            this.client = new Client(new SessionWire(session));
            this.isStillAllowed = isStillAllowed;
        }
    }

    private record SessionWire(Session session) implements Client.Wire {

        @Override
        public void send(String text, Client.Sent sent) {
            session.sendText(
                    text, Callback.from(() -> sent.done(true), failure -> sent.done(false)));
        }

        @Override
        public void close(int code, String reason) {
            session.close(code, reason, Callback.NOOP);
        }
    }

    public void addTo(JavalinConfig config) {
        config.jetty.modifyWebSocketServletFactory(
                factory -> {
                    factory.setMaxTextMessageSize(MAX_FRAME_BYTES);
                    factory.setMaxFrameSize(MAX_FRAME_BYTES);
                    factory.setIdleTimeout(Duration.ofMinutes(1));
                });
        config.routes.wsBeforeUpgrade(PATH, this::admit);
        config.routes.ws(PATH, this::configure);
    }

    /** Begins to read the topics. */
    public void start() {
        if (feed != null) {
            feed.start();
        }
        every(15_000, this::beat);
        every(2_000, hub::refresh);
        every(60_000, hub::sweep);
    }

    private void every(long millis, Runnable work) {
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.warn("the live part cannot do its chores, tries again", e);
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    public LiveState state() {
        int clients = guests.size();
        if (feed == null) {
            return new LiveState("off", null, "no Kafka was named", clients, hub.channels());
        }
        String trouble = feed.trouble();
        return new LiveState(
                trouble.isEmpty() ? "ok" : "down",
                feed.lastRecordAt(),
                trouble,
                clients,
                hub.channels());
    }

    /** How many messages wait for those who are slow. */
    public int waiting() {
        return guests.values().stream().mapToInt(guest -> guest.client.waiting()).sum();
    }

    /** For tests: as if it had come on a topic. */
    void take(Records.Record record) {
        hub.take(record);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        guests.values().forEach(guest -> guest.client.close(GOING_AWAY, "the server stops"));
        if (feed != null) {
            feed.close();
        }
    }

    private void admit(Context context) {
        gatekeeper.admit(context);
        requireRoom(guests.size());
        gatekeeper
                .socketCaller(context)
                .ifPresent(isStillAllowed -> context.attribute(VALIDITY, isStillAllowed));
    }

    static void requireRoom(int clients) {
        if (clients >= MOST_CLIENTS) {
            throw ProblemException.busy(
                    "there are " + clients + " connections already: try again in a minute",
                    RETRY_SECONDS);
        }
    }

    private void configure(WsConfig socket) {
        socket.onConnect(this::connected);
        socket.onMessage(this::received);
        socket.onBinaryMessage(context -> close(context, NOT_TEXT, "expected text"));
        socket.onClose(this::gone);
        socket.onError(this::gone);
    }

    private void connected(WsContext context) {
        @Nullable BooleanSupplier isStillAllowed = context.attribute(VALIDITY);
        Guest guest = new Guest(context.session, isStillAllowed);
        guests.put(context.sessionId(), guest);
        if (isStillAllowed == null) {
            timer.schedule(
                    () -> {
                        if (guest.isStillAllowed == null) {
                            guest.client.close(NOT_ALLOWED, "no login");
                        }
                    },
                    LOGIN_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void gone(WsContext context) {
        @Nullable Guest guest = guests.remove(context.sessionId());
        if (guest != null) {
            guest.client.forget();
            hub.leave(guest.client);
        }
    }

    private void close(WsContext context, int code, String reason) {
        @Nullable Guest guest = guests.get(context.sessionId());
        if (guest != null) {
            guest.client.close(code, reason);
        }
    }

    private void received(WsMessageContext context) {
        @Nullable Guest guest = guests.get(context.sessionId());
        if (guest == null) {
            return;
        }
        try {
            JsonNode message = Json.read(context.message().getBytes(StandardCharsets.UTF_8));
            answer(guest, message == null ? Json.mapper().missingNode() : message);
        } catch (IOException e) {
            complain(guest.client, "bad-request", "expected JSON", "");
        } catch (RuntimeException e) {
            LOG.error("a message could not be answered", e);
            complain(guest.client, "internal", "see the server's log", "");
        }
    }

    private void answer(Guest guest, JsonNode message) {
        String op = message.path("op").asText();
        if (op.equals("login")) {
            logIn(guest, message.path("token").asText());
            return;
        }
        if (guest.isStillAllowed == null) {
            guest.client.close(NOT_ALLOWED, "expected a login first");
            return;
        }
        switch (op) {
            case "subscribe" -> subscribe(guest, message.path("channels"));
            case "unsubscribe" -> unsubscribe(guest, message.path("channels"));
            case "ping" -> guest.client.sendNewest("heartbeat", heartbeat());
            default ->
                    complain(
                            guest.client,
                            "bad-request",
                            "expected op login, subscribe, unsubscribe or ping",
                            "");
        }
    }

    private void logIn(Guest guest, String token) {
        try {
            gatekeeper.roleOf(token, address(guest.session));
            guest.isStillAllowed = () -> true;
        } catch (ProblemException e) {
            guest.client.close(NOT_ALLOWED, e.detail());
        }
    }

    private static String address(Session session) {
        return session.getRemoteSocketAddress() instanceof java.net.InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "unknown";
    }

    private void subscribe(Guest guest, JsonNode channels) {
        if (!isList(guest, channels)) {
            return;
        }
        for (JsonNode entry : channels) {
            String text = channel(entry);
            try {
                ChannelName name = ChannelName.parse(text);
                rules.require(name);
                remember(guest, name);
                hub.subscribe(guest.client, name, position(entry));
            } catch (IllegalArgumentException e) {
                complain(guest.client, "bad-request", String.valueOf(e.getMessage()), text);
            } catch (RuntimeException e) {
                LOG.warn("cannot tell where {} stands", text, e);
                complain(guest.client, "unavailable", "Postgres does not answer", text);
            }
        }
    }

    private static boolean isList(Guest guest, JsonNode channels) {
        if (!channels.isArray()) {
            complain(guest.client, "bad-request", "expected channels, a list", "");
        }
        return channels.isArray();
    }

    /** Its name alone, or with where the client was. */
    private static String channel(JsonNode entry) {
        return entry.isTextual() ? entry.asText() : entry.path("channel").asText();
    }

    private static void remember(Guest guest, ChannelName name) {
        synchronized (guest.channels) {
            if (guest.channels.size() >= MOST_CHANNELS_EACH && !guest.channels.contains(name)) {
                throw new IllegalArgumentException(
                        "expected at most " + MOST_CHANNELS_EACH + " channels");
            }
            guest.channels.add(name);
        }
    }

    private static Hub.@Nullable Position position(JsonNode entry) {
        return entry.path("stream").isTextual() && entry.path("since").canConvertToLong()
                ? new Hub.Position(entry.get("stream").asText(), entry.get("since").asLong())
                : null;
    }

    private void unsubscribe(Guest guest, JsonNode channels) {
        if (!isList(guest, channels)) {
            return;
        }
        for (JsonNode entry : channels) {
            String text = channel(entry);
            try {
                ChannelName name = ChannelName.parse(text);
                hub.unsubscribe(guest.client, name);
                synchronized (guest.channels) {
                    guest.channels.remove(name);
                }
                guest.client.send("{\"type\":\"unsubscribed\",\"channel\":\"" + name + "\"}");
            } catch (IllegalArgumentException e) {
                complain(guest.client, "bad-request", String.valueOf(e.getMessage()), text);
            }
        }
    }

    private static void complain(Client client, String code, String detail, String channel) {
        ObjectNode error = Json.mapper().createObjectNode();
        error.put("type", "error").put("code", code).put("detail", detail);
        if (!channel.isEmpty()) {
            error.put("channel", channel);
        }
        client.send(error.toString());
    }

    private String heartbeat() {
        return "{\"type\":\"heartbeat\",\"time\":\"" + clock.instant() + "\"}";
    }

    /** Says that we are there, and lets go who is not, or may not be any more. */
    private void beat() {
        long now = System.currentTimeMillis();
        String text = heartbeat();
        for (Guest guest : guests.values()) {
            @Nullable BooleanSupplier isStillAllowed = guest.isStillAllowed;
            if (guest.client.isStuck(now, STUCK_MILLIS)) {
                guest.client.forget();
                guest.session.disconnect();
            } else if (isStillAllowed != null && !isStillAllowed.getAsBoolean()) {
                guest.client.close(NOT_ALLOWED, "the session has ended");
            } else {
                guest.client.sendNewest("heartbeat", text);
            }
        }
    }
}
