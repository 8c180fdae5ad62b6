package dev.candlemill.api.live;

import static dev.candlemill.api.live.RecordsForTests.candle;
import static dev.candlemill.api.live.RecordsForTests.forming;
import static dev.candlemill.api.live.RecordsForTests.hour;
import static dev.candlemill.api.live.RecordsForTests.hourThatCloses;
import static dev.candlemill.api.live.RecordsForTests.signal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candlemill.api.Database;
import dev.candlemill.api.http.Json;
import dev.candlemill.postgres.EmbeddedPostgresFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HubTest {

    private static final String[] TWO_CANDLES = {
        "snapshot 0",
        "market-data-update 1 final",
        "indicator-update 2",
        "market-data-update 3 final",
        "indicator-update 4"
    };

    @RegisterExtension
    static final EmbeddedPostgresFixture POSTGRES = EmbeddedPostgresFixture.migrated();

    private static final ChannelName AAPL = ChannelName.parse("market|XNAS:AAPL|1h");

    private Database database;
    private Hub hub;

    @BeforeEach
    void open() {
        database = new Database(POSTGRES.settings("candlemill_api"));
        hub = new Hub(database, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** What a client got, a line each: type, number, and what it is about. */
    private static final class Inbox implements Client.Wire {

        final List<JsonNode> messages = new ArrayList<>();
        final Client client = new Client(this);

        @Override
        public void send(String text, Client.Sent sent) {
            try {
                messages.add(Json.read(text.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            sent.done(true);
        }

        @Override
        public void close(int code, String reason) {
            throw new AssertionError("closed with " + code);
        }

        List<String> lines() {
            return messages.stream()
                    .map(
                            message ->
                                    message.get("type").asText()
                                            + " "
                                            + message.get("seq").asText()
                                            + (message.has("is_final")
                                                    ? message.get("is_final").asBoolean()
                                                            ? " final"
                                                            : " forming"
                                                    : ""))
                    .toList();
        }

        Hub.Position position() {
            JsonNode last = messages.get(messages.size() - 1);
            return new Hub.Position(last.get("stream").asText(), last.get("seq").asLong());
        }
    }

    /** Never takes a message off the line, and is gone as soon as it is let go. */
    private final class Stuck implements Client.Wire {

        final Client client = new Client(this);

        @Override
        public void send(String text, Client.Sent sent) {
            // it is on its way for ever
        }

        @Override
        public void close(int code, String reason) {
            hub.leave(client);
        }
    }

    /** A clock that stands where it was put. */
    private static final class Hands extends Clock {

        private final AtomicReference<Instant> now;

        Hands(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void whoIsTooSlowLeavesWhileTheOthersAreTold() {
        Inbox inbox = new Inbox();
        List<Stuck> stuck = List.of(new Stuck(), new Stuck(), new Stuck());
        hub.subscribe(inbox.client, AAPL, null);
        stuck.forEach(each -> hub.subscribe(each.client, AAPL, null));

        for (int number = 0; number <= Client.MOST_WAITING; number++) {
            hub.take(hour(number, 1));
        }

        assertThat(stuck).allMatch(each -> each.client.isClosed());
        assertThat(inbox.position().since()).isEqualTo(inbox.messages.size() - 1);
        assertThat(inbox.messages).hasSizeGreaterThan(Client.MOST_WAITING);
    }

    @Test
    void numbersWhatCountsAndNothingElse() {
        Inbox inbox = new Inbox();
        hub.subscribe(inbox.client, AAPL, null);

        hub.take(forming(0, 1.25));
        hub.take(hour(0, 1));
        hub.take(forming(1, 1.5));
        hub.take(signal(1, "apple", 1, "NEW"));
        hub.take(signal(1, "apple", 2, "RETRACTED"));
        hub.take(candle("XNAS:MSFT", "1h", 0, 1, 1));
        hub.take(candle("XNAS:AAPL", "4h", 0, 1, 1));

        assertThat(inbox.lines())
                .containsExactly(
                        "snapshot 0",
                        "market-data-update 0 forming",
                        "market-data-update 1 final",
                        "indicator-update 2",
                        "market-data-update 2 forming",
                        "strategy-signal 3",
                        "strategy-signal 4");
        assertThat(inbox.messages.get(3).get("values").toString())
                .isEqualTo("{\"rsi_14\":61.25,\"sma_10\":1.5}");
        assertThat(inbox.messages.get(6).at("/signal/status").asText()).isEqualTo("RETRACTED");
        assertThat(inbox.messages.get(6).at("/signal/id").asText()).isEqualTo("signal-1");
    }

    @Test
    void repetitionsOlderRevisionsAndOlderEpochsAreNoNews() {
        Inbox inbox = new Inbox();
        hub.subscribe(inbox.client, AAPL, null);

        hub.take(hour(0, 2));
        hub.take(hour(0, 2));
        hub.take(hour(0, 1));
        hub.take(candle("XNAS:AAPL", "1h", 1, 1, 7));
        hub.take(candle("XNAS:AAPL", "1h", 1, 2, 6));
        hub.take(forming(0, 9));

        assertThat(inbox.lines()).containsExactly(TWO_CANDLES);
    }

    @Test
    void aLaterRunMayGoOnFromALowerRevision() {
        Inbox inbox = new Inbox();
        hub.subscribe(inbox.client, AAPL, null);

        hub.take(candle("XNAS:AAPL", "1h", 1, 5, 7));
        hub.take(candle("XNAS:AAPL", "1h", 1, 4, 8));
        hub.take(candle("XNAS:AAPL", "1h", 1, 4, 9));
        hub.take(candle("XNAS:AAPL", "1h", 1, 6, 8));

        assertThat(inbox.lines()).containsExactly(TWO_CANDLES);
    }

    @Test
    void anotherContentUnderTheSameRevisionIsNews() {
        Inbox inbox = new Inbox();
        hub.subscribe(inbox.client, AAPL, null);

        hub.take(hour(0, 2));
        hub.take(hourThatCloses(0, 2, "1.75"));
        hub.take(hourThatCloses(0, 2, "1.75"));

        assertThat(inbox.lines()).containsExactly(TWO_CANDLES);
    }

    @Test
    void whoComesBackGoesOnWithoutAHole() {
        Inbox first = new Inbox();
        hub.subscribe(first.client, AAPL, null);
        hub.take(hour(0, 1));
        Hub.Position position = first.position();
        hub.leave(first.client);
        hub.take(hour(1, 1));
        hub.take(forming(2, 1.5));

        Inbox again = new Inbox();
        hub.subscribe(again.client, AAPL, position);
        hub.take(hour(2, 1));

        assertThat(again.lines())
                .containsExactly(
                        "market-data-update 3 final",
                        "indicator-update 4",
                        "resumed 4",
                        "market-data-update 4 forming",
                        "market-data-update 5 final",
                        "indicator-update 6");
        assertThat(again.messages.get(2).get("replayed").asInt()).isEqualTo(2);
    }

    @Test
    void channelsThatNobodyComesBackToAreForgotten() {
        Instant noon = Instant.parse("2025-07-02T12:00:00Z");
        AtomicReference<Instant> now = new AtomicReference<>(noon);
        Hub clocked = new Hub(database, new Hands(now));
        Inbox inbox = new Inbox();
        clocked.subscribe(inbox.client, AAPL, null);
        clocked.subscribe(inbox.client, ChannelName.parse("signals"), null);
        clocked.leave(inbox.client);

        now.set(noon.plusSeconds(600));
        clocked.sweep();
        assertThat(clocked.channels()).isEqualTo(2);
        now.set(noon.plusSeconds(601));
        clocked.sweep();
        assertThat(clocked.channels()).isZero();
    }

    @Test
    void whoWasAwayTooLongIsToldWhereTheChannelStands() {
        Inbox first = new Inbox();
        hub.subscribe(first.client, AAPL, null);
        hub.take(hour(0, 1));
        Hub.Position position = first.position();
        hub.leave(first.client);
        for (int i = 1; i <= Channel.KEPT / 2 + 1; i++) {
            hub.take(hour(i, 1));
        }

        Inbox again = new Inbox();
        hub.subscribe(again.client, AAPL, position);
        Inbox other = new Inbox();
        hub.subscribe(other.client, AAPL, new Hub.Position("another", position.since()));

        assertThat(again.messages.get(0).get("type").asText()).isEqualTo("snapshot");
        assertThat(again.messages.get(0).get("reason").asText()).isEqualTo("too_old");
        assertThat(again.messages.get(0).get("seq").asInt()).isEqualTo(1004);
        assertThat(again.messages.get(0).get("candles")).hasSize(64);
        assertThat(other.messages.get(0).get("reason").asText()).isEqualTo("restarted");
    }

    /** An hour of XNAS:AAPL that closes at 1, of revision 1. */
    private static void store(String openTime) throws Exception {
        POSTGRES.execute(
                "INSERT INTO candles (symbol, timeframe, open_time, close_time, open, high, low,"
                        + " close, volume, content_hash, session_date, bar_count,"
                        + " expected_bar_count, input_count, revision, indicator_revision,"
                        + " is_complete, source, job_id, job_version) VALUES ('XNAS:AAPL', '1h',"
                        + " '%1$s', '%1$s'::timestamptz + interval '1 hour', 1, 1, 1, 1, 1, 1,"
                                .formatted(openTime)
                        + " '2025-07-02', 12, 12, 12, 1, 1, true, 'file', 'j', 'v')");
    }

    @Test
    void whatCameLastUnderARevisionStandsInASnapshot() throws Exception {
        store("2025-07-02T13:30:00Z");
        hub.take(hourThatCloses(0, 1, "1.75"));

        Inbox inbox = new Inbox();
        hub.subscribe(inbox.client, AAPL, null);
        POSTGRES.execute("TRUNCATE candles");

        assertThat(inbox.messages.get(0).get("candles")).hasSize(1);
        assertThat(inbox.messages.get(0).at("/candles/0/close").asDouble()).isEqualTo(1.75);
    }

    @Test
    void aSnapshotJoinsWhatIsStoredWithWhatCameSince() throws Exception {
        store("2025-07-02T12:30:00Z");
        store("2025-07-02T13:30:00Z");
        hub.take(hour(0, 2));
        hub.take(hour(1, 1));
        hub.take(forming(2, 1.75));

        Inbox inbox = new Inbox();
        hub.subscribe(inbox.client, AAPL, null);
        JsonNode snapshot = inbox.messages.get(0);
        POSTGRES.execute("TRUNCATE candles");

        assertThat(snapshot.get("candles")).hasSize(3);
        assertThat(snapshot.at("/candles/0/open_time").asText()).isEqualTo("2025-07-02T12:30:00Z");
        assertThat(snapshot.at("/candles/1/revision").asInt()).isEqualTo(2);
        assertThat(snapshot.at("/candles/2/open_time").asText()).isEqualTo("2025-07-02T14:30:00Z");
        assertThat(snapshot.at("/forming/0/close").asDouble()).isEqualTo(1.75);
    }

    @Test
    void favouritesAndSetupsAreFollowedAsTheTablesChange() throws Exception {
        POSTGRES.execute(
                "INSERT INTO trading_setups (id, symbol, timeframes, strategies)"
                        + " VALUES ('apple', 'XNAS:AAPL', '{1h}', '{rsi}')");
        Inbox setup = new Inbox();
        Inbox favourites = new Inbox();
        Inbox signals = new Inbox();
        hub.subscribe(setup.client, ChannelName.parse("setup|apple"), null);
        hub.subscribe(favourites.client, ChannelName.parse("favorites|1h"), null);
        hub.subscribe(signals.client, ChannelName.parse("signals"), null);

        hub.take(hour(0, 1));
        hub.take(signal(1, "apple", 1, "NEW"));
        hub.take(signal(2, "other", 1, "NEW"));
        POSTGRES.execute("INSERT INTO favorites (symbol) VALUES ('XNAS:AAPL')");
        hub.refresh();
        hub.take(hour(1, 1));

        assertThat(setup.lines())
                .containsExactly(
                        "snapshot 0",
                        "market-data-update 1 final",
                        "indicator-update 2",
                        "strategy-signal 3",
                        "market-data-update 4 final",
                        "indicator-update 5");
        assertThat(favourites.lines())
                .containsExactly("snapshot 0", "market-data-update 1 final", "indicator-update 2");
        assertThat(signals.lines())
                .containsExactly("snapshot 0", "strategy-signal 1", "strategy-signal 2");
    }
}
