package dev.candlemill.api;

import static java.util.Objects.requireNonNull;

import dev.candlemill.api.live.FeedSettings;
import dev.candlemill.api.security.Names;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server serves, and to whom.
 *
 * @param host address to listen on; loopback unless somebody has a reason
 * @param port 0 for any that is free
 * @param publicOrigins under which a proxy serves us, {@code https://charts.example.org}
 * @param tokenFile made at the first start
 * @param feed where live records come from; empty: none come
 * @param calendar that the candles were made by
 * @param followsData whether the market's time is that of the newest candle, as in a simulated
 *     market that runs faster than the clock
 */
public record ApiSettings(
        String host,
        int port,
        List<String> publicOrigins,
        Path tokenFile,
        PostgresSettings postgres,
        Optional<FeedSettings> feed,
        CalendarSettings calendar,
        boolean followsData) {

    public static final String LOOPBACK = "127.0.0.1";
    public static final int DEFAULT_PORT = 8080;

    public ApiSettings {
        requireNonNull(postgres, "postgres is null");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + ": expected one from 0 to 65535");
        }
        publicOrigins = List.copyOf(publicOrigins);
        publicOrigins.forEach(Names::checked);
    }

    /** On loopback, without live records, by the clock. */
    public static ApiSettings of(PostgresSettings postgres, Path tokenFile) {
        return new ApiSettings(
                LOOPBACK,
                DEFAULT_PORT,
                List.of(),
                tokenFile,
                postgres,
                Optional.empty(),
                CalendarSettings.of("", Hours.REGULAR),
                false);
    }

    public ApiSettings withPort(int newPort) {
        return new ApiSettings(
                host, newPort, publicOrigins, tokenFile, postgres, feed, calendar, followsData);
    }

    public ApiSettings withFeed(FeedSettings newFeed) {
        return new ApiSettings(
                host,
                port,
                publicOrigins,
                tokenFile,
                postgres,
                Optional.of(newFeed),
                calendar,
                followsData);
    }

    /** The market's time is that of the newest candle. */
    public ApiSettings followingData() {
        return new ApiSettings(
                host, port, publicOrigins, tokenFile, postgres, feed, calendar, true);
    }
}
