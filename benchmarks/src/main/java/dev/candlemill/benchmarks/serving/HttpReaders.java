package dev.candlemill.benchmarks.serving;

import dev.candlemill.api.ApiServer;
import dev.candlemill.api.ApiSettings;
import dev.candlemill.api.security.Role;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The API as it is served, and clients of it over loopback, each with a connection of its own. */
public final class HttpReaders implements AutoCloseable {

    private static final long AFTER_ALL = Instant.parse("2050-01-01T00:00:00Z").getEpochSecond();

    private final ApiServer server;
    private final int candles;
    private final List<String> indicators;

    /** Epoch seconds after the newest candle. */
    private final AtomicLong newTime = new AtomicLong(AFTER_ALL);

    private HttpReaders(ApiServer server, int candles, List<String> indicators) {
        this.server = server;
        this.candles = candles;
        this.indicators = indicators;
    }

    public static HttpReaders over(StoredCandles stored, int candles, List<String> indicators)
            throws Exception {
        ApiSettings settings =
                new ApiSettings(
                        ApiSettings.LOOPBACK,
                        0,
                        List.of(),
                        stored.folder().resolve("tokens"),
                        stored.as("candlemill_api"),
                        Optional.empty(),
                        CalendarSettings.of(StoredCandles.VENUE, Hours.REGULAR),
                        false);
        return new HttpReaders(ApiServer.start(settings, stored.clock()), candles, indicators);
    }

    /**
     * Clients that want the newest candles.
     *
     * @param shape {@code rows} or {@code columns}
     */
    public Readers asking(String shape, boolean isCompressed) {
        return symbol -> {
            HttpRequest request = request(symbol, shape, isCompressed);
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            return () -> read(client, request);
        };
    }

    /** Clients of which every question is new to the server, about the same candles. */
    public Readers askingAnew(String shape) {
        return symbol -> {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            return () ->
                    read(
                            client,
                            request(
                                    symbol,
                                    shape
                                            + "&before="
                                            + Instant.ofEpochSecond(newTime.incrementAndGet()),
                                    false));
        };
    }

    private HttpRequest request(String symbol, String shape, boolean isCompressed) {
        String address = server.address(Role.VIEWER);
        String base = address.substring(0, address.indexOf("/#"));
        String token = address.substring(address.indexOf('=') + 1);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        base
                                                + "/api/v1/candles?symbol="
                                                + symbol
                                                + "&timeframe="
                                                + StoredCandles.TIMEFRAME.wire()
                                                + "&limit="
                                                + candles
                                                + "&shape="
                                                + shape
                                                + "&indicators="
                                                + String.join(",", indicators)))
                        .header("Authorization", "Bearer " + token);
        if (isCompressed) {
            request.header("Accept-Encoding", "gzip");
        }
        return request.build();
    }

    private static int read(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        AtomicInteger bytes = new AtomicInteger();
        HttpResponse<Void> response =
                client.send(
                        request,
                        BodyHandlers.ofByteArrayConsumer(
                                part -> bytes.addAndGet(part.map(b -> b.length).orElse(0))));
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    "expected 200 from " + request.uri() + ", found " + response.statusCode());
        }
        return bytes.get();
    }

    @Override
    public void close() {
        server.close();
    }
}
