package dev.candlemill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.candlemill.api.live.FeedSettings;
import dev.candlemill.api.live.RecordsForTests;
import dev.candlemill.api.security.Role;
import dev.candlemill.kafka.EmbeddedKafkaFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real sockets over a real broker. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveSocketIT {

    private static final String PREFIX = "socket";
    private static final String AAPL = "market|XNAS:AAPL|1h";
    private static final String HEAVY = "market|XNAS:HEAVY|1h";
    private static final int HEAVY_SIGNALS = 1_000;
    private static final int HEAVY_BYTES = 16_000;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @RegisterExtension
    static final ServerFixture SERVER =
            new ServerFixture(
                    settings ->
                            settings.withFeed(
                                    new FeedSettings(
                                            kafka().bootstrapServers(), PREFIX, Map.of())));

    private static KafkaProducer<String, String> producer;

    private static EmbeddedKafkaFixture kafka() {
        try {
            return EmbeddedKafkaFixture.shared();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void connect() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka().bootstrapServers()))) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(PREFIX + ".market.candles.v1", 2, (short) 1),
                                    new NewTopic(PREFIX + ".market.forming.v1", 2, (short) 1),
                                    new NewTopic(PREFIX + ".trading.signals.v1", 2, (short) 1)))
                    .all()
                    .get();
        }
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka().bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> SERVER.get("/api/v1/health").text("/kafka/state").equals("ok"));
    }

    @AfterAll
    static void disconnect() {
        producer.close();
    }

    private static void send(String dataset, String json) {
        producer.send(new ProducerRecord<>(PREFIX + "." + dataset, "XNAS:AAPL|1h", json));
        producer.flush();
    }

    private static WebSocket open(Guest guest) {
        return CLIENT.newWebSocketBuilder()
                .header("Authorization", "Bearer " + SERVER.token(Role.VIEWER))
                .buildAsync(address(), guest)
                .join();
    }

    private static URI address() {
        return URI.create("ws://127.0.0.1:" + SERVER.server().port() + "/ws/v1");
    }

    private static void subscribe(WebSocket socket, String channels) {
        socket.sendText("{\"op\":\"subscribe\",\"channels\":[" + channels + "]}", true).join();
    }

    @Test
    @Order(1)
    void whatComesOnTheTopicsComesToTheClient() {
        Guest guest = new Guest(true);
        WebSocket socket = open(guest);
        subscribe(socket, "\"" + AAPL + "\"");
        await().until(() -> !guest.messages.isEmpty());

        send("market.forming.v1", RecordsForTests.formingJson(0, 1.25));
        await().until(() -> guest.messages.size() == 2);
        send("market.candles.v1", RecordsForTests.hourJson(0, 1));
        await().until(() -> guest.messages.size() == 4);
        socket.abort();

        assertThat(guest.messages.get(0).get("type").asText()).isEqualTo("snapshot");
        assertThat(guest.messages.get(1).get("is_final").asBoolean()).isFalse();
        assertThat(guest.messages.get(1).at("/candle/close").asDouble()).isEqualTo(1.25);
        assertThat(guest.messages.get(2).get("is_final").asBoolean()).isTrue();
        assertThat(guest.messages.get(2).at("/candle/revision").asInt()).isEqualTo(1);
        assertThat(guest.messages.get(3).at("/values/rsi_14").asDouble()).isEqualTo(61.25);
        assertThat(guest.counted()).containsExactly(1L, 2L);
    }

    @Test
    @Order(2)
    void aBareTickerIsToldItsWholeSymbol() throws Exception {
        new Rows(SERVER.database).listing("XNAS:AAPL", "Apple Inc.", "stock");
        Guest guest = new Guest(true);
        WebSocket socket = open(guest);
        subscribe(socket, "\"market|AAPL|1h\"");
        await().until(() -> !guest.messages.isEmpty());
        socket.abort();

        assertThat(guest.messages.get(0).get("type").asText()).isEqualTo("error");
        assertThat(guest.messages.get(0).get("detail").asText())
                .isEqualTo("AAPL is XNAS:AAPL: expected " + AAPL);
    }

    @Test
    @Order(2)
    void mistakesAreAnsweredAndTheConnectionStays() {
        Guest guest = new Guest(true);
        WebSocket socket = open(guest);
        for (String text :
                List.of(
                        "{",
                        "[]",
                        "{\"op\":\"buy\"}",
                        "{\"op\":\"subscribe\",\"channels\":7}",
                        "{\"op\":\"unsubscribe\"}")) {
            socket.sendText(text, true).join();
        }
        subscribe(socket, "\"market|<script>|1h\"");
        subscribe(socket, "{\"channel\":\"setup|nosuch\"}");
        socket.sendText("{\"op\":\"unsubscribe\",\"channels\":[{\"channel\":\"signals\"}]}", true)
                .join();
        socket.sendText("{\"op\":\"ping\"}", true).join();
        await().until(() -> guest.messages.size() == 9);
        socket.abort();

        assertThat(guest.messages.stream().map(message -> message.get("type").asText()))
                .startsWith("error", "error", "error", "error", "error", "error", "error")
                .endsWith("unsubscribed", "heartbeat");
        assertThat(guest.messages.get(6).get("detail").asText()).isEqualTo("no setup nosuch");
    }

    @Test
    @Order(2)
    void nobodyIsServedBeforeALogin() {
        Guest stranger = new Guest(true);
        WebSocket socket = openBare(stranger);
        subscribe(socket, "\"" + AAPL + "\"");
        Guest wrong = new Guest(true);
        openBare(wrong).sendText("{\"op\":\"login\",\"token\":\"wrong\"}", true).join();
        Guest known = new Guest(true);
        WebSocket other = openBare(known);
        other.sendText("{\"op\":\"login\",\"token\":\"" + SERVER.token(Role.VIEWER) + "\"}", true)
                .join();
        subscribe(other, "\"" + AAPL + "\"");

        await().until(() -> stranger.closedWith == 1008);
        await().until(() -> wrong.closedWith == 1008);
        await().until(() -> !known.messages.isEmpty());
        other.abort();
        assertThat(stranger.messages).isEmpty();
        assertThat(known.last().get("type").asText()).isEqualTo("snapshot");
    }

    private static WebSocket openBare(Guest guest) {
        return CLIENT.newWebSocketBuilder().buildAsync(address(), guest).join();
    }

    @Test
    @Order(2)
    void foreignPagesAndWrongTokensDoNotGetASocket() {
        assertThatThrownBy(() -> upgrade("Origin", "https://evil.example"))
                .satisfies(e -> assertThat(status(e)).isEqualTo(403));
        assertThatThrownBy(() -> upgrade("Authorization", "Bearer wrong"))
                .satisfies(e -> assertThat(status(e)).isEqualTo(401));
    }

    private static void upgrade(String name, String value) {
        CLIENT.newWebSocketBuilder()
                .header(name, value)
                .buildAsync(address(), new Guest(true))
                .join();
    }

    private static int status(Throwable e) {
        return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }

    @Test
    @Order(2)
    void aHugeFrameEndsTheConnection() {
        Guest guest = new Guest(true);
        WebSocket socket = open(guest);
        // the server may end it before all is sent
        socket.sendText("x".repeat(100_000), true).handle((sent, broken) -> sent).join();

        await().until(() -> guest.closedWith == 1009);
    }

    /** 200 clients, of whom some read nothing and some are killed and come back. */
    @Test
    @Order(3)
    void twoHundredClientsSomeSlowSomeKilledSeeNoHole() throws Exception {
        List<Guest> guests = new ArrayList<>();
        List<WebSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Guest guest = new Guest(i % 10 != 9);
            WebSocket socket = open(guest);
            subscribe(socket, "\"" + AAPL + "\"");
            guests.add(guest);
            sockets.add(socket);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> guests.stream().allMatch(Guest::isSubscribed));
        long before = guests.get(0).snapshot().get("seq").asLong();
        for (int hour = 1; hour <= 100; hour++) {
            send("market.candles.v1", RecordsForTests.hourJson(hour, 1));
            if (hour == 50) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> guests.get(0).counted().size() > 20);
                for (int i = 0; i < 200; i += 10) {
                    sockets.get(i).abort();
                }
            }
        }
        for (int i = 0; i < 200; i += 10) {
            sockets.add(resume(guests.get(i), AAPL));
        }

        for (int i = 0; i < 200; i++) {
            if (i % 10 != 9) {
                Guest guest = guests.get(i);
                await().atMost(Duration.ofSeconds(60)).until(() -> guest.counted().size() >= 200);
                List<Long> counted = guest.counted();
                for (int n = 0; n < 200; n++) {
                    assertThat(counted.get(n)).isEqualTo(before + 1 + n);
                }
            }
        }
        sockets.forEach(WebSocket::abort);
        await().atMost(Duration.ofSeconds(60)).until(() -> health("clients") == 0);
    }

    private static WebSocket resume(Guest guest, String channel) {
        List<Long> counted = guest.counted();
        String stream = guest.snapshot().get("stream").asText();
        Guest again =
                new Guest(true) {
                    @Override
                    public void onOpen(WebSocket socket) {
                        guest.onOpen(socket);
                    }

                    @Override
                    public CompletionStage<?> onText(
                            WebSocket socket, CharSequence data, boolean last) {
                        return guest.onText(socket, data, last);
                    }
                };
        WebSocket socket = open(again);
        subscribe(
                socket,
                "{\"channel\":\"%s\",\"stream\":\"%s\",\"since\":%d}"
                        .formatted(channel, stream, counted.get(counted.size() - 1)));
        return socket;
    }

    /** More than the buffers of the kernel take: the rest waits in the server, up to a point. */
    @Test
    @Order(4)
    void whoDoesNotReadMegabytesIsLetGoAndResumesWithoutAHole() throws Exception {
        int channels = health("channels");
        List<Guest> quick = List.of(new Guest(true), new Guest(true));
        List<Guest> slow = List.of(new Guest(false), new Guest(false), new Guest(false));
        List<WebSocket> sockets = new ArrayList<>();
        for (Guest guest : quick) {
            sockets.add(openHeavy(guest));
        }
        List<WebSocket> unread = new ArrayList<>();
        for (Guest guest : slow) {
            unread.add(openHeavy(guest));
        }
        for (int sent = 100; sent <= HEAVY_SIGNALS; sent += 100) {
            sendHeavy(sent - 100, sent);
            int expected = sent;
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> quick.stream().allMatch(g -> g.counted().size() == expected));
        }
        assertThat(SERVER.server().live().waiting()).isZero();

        for (int i = 0; i < slow.size(); i++) {
            slow.get(i).read(unread.get(i));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> slow.stream().allMatch(guest -> guest.closedWith == 1013));
        for (Guest guest : slow) {
            assertThat(guest.counted().size()).isLessThan(HEAVY_SIGNALS);
        }
        sockets.add(resume(slow.get(0), HEAVY));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> slow.get(0).counted().size() == HEAVY_SIGNALS);
        assertThat(slow.get(0).counted())
                .isEqualTo(LongStream.rangeClosed(1, HEAVY_SIGNALS).boxed().toList());
        assertThat(slow.get(0).last().get("type").asText()).isEqualTo("resumed");

        sockets.forEach(WebSocket::abort);
        unread.forEach(WebSocket::abort);
        await().atMost(Duration.ofSeconds(60)).until(() -> health("clients") == 0);
        assertThat(SERVER.server().live().waiting()).isZero();
        assertThat(health("channels")).isEqualTo(channels + 1);
    }

    private static int health(String field) throws Exception {
        return SERVER.get("/api/v1/health").body().at("/websocket/" + field).asInt();
    }

    private static WebSocket openHeavy(Guest guest) {
        WebSocket socket = open(guest);
        subscribe(socket, "\"" + HEAVY + "\"");
        await().until(guest::isSubscribed);
        return socket;
    }

    private static void sendHeavy(int from, int to) {
        for (int number = from; number < to; number++) {
            producer.send(
                    new ProducerRecord<>(
                            PREFIX + ".trading.signals.v1",
                            "XNAS:HEAVY|1h",
                            RecordsForTests.heavySignalJson(10_000 + number, HEAVY_BYTES)));
        }
        producer.flush();
    }
}
