package dev.candlemill.api.market;

import dev.candlemill.api.Database;
import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calendars by symbol, and what time it is. Thread-safe. */
public final class Market {

    /** A candle is not stored in the moment in which it closes. */
    private static final long GRACE_MILLIS = 3 * 60_000;

    /** Where the market runs fast, a slot of the slowest symbol, and what is on its way. */
    private static final long FAST_GRACE_MILLIS = 20 * 60_000;

    private static final long CACHE_MILLIS = 2_000;

    private static final String NEWEST =
            "SELECT max(close_time) AS newest FROM latest_candles WHERE timeframe = '5m'";

    private final Database database;
    private final Clock clock;
    private final CalendarSettings calendars;
    private final boolean followsData;
    private long readAt;
    private long newest;

    public Market(Database database, Clock clock, CalendarSettings calendars, boolean followsData) {
        this.database = database;
        this.clock = clock;
        this.calendars = calendars;
        this.followsData = followsData;
    }

    /** How new what is stored is. */
    public record Freshness(
            State state, @Nullable Instant lastCloseTime, @Nullable Instant expectedCloseTime) {}

    /** In a word; lower case on the wire, as all states. */
    public enum State {
        LIVE,
        STALE,
        MARKET_CLOSED,
        EMPTY,
        UNKNOWN
    }

    /** The session that runs, else the next one. */
    public record Hour(boolean isOpen, @Nullable Instant open, @Nullable Instant close) {}

    /** Epoch milliseconds. */
    public long now() {
        return followsData ? newestClose() : clock.millis();
    }

    /** What closed by then should be stored. */
    public long settled() {
        return now() - (followsData ? FAST_GRACE_MILLIS : GRACE_MILLIS);
    }

    private synchronized long newestClose() {
        long wall = clock.millis();
        if (wall - readAt > CACHE_MILLIS || readAt > wall) {
            newest =
                    database
                            .list(
                                    NEWEST,
                                    Map.of(),
                                    row -> Optional.ofNullable(row.optionalTime("newest")))
                            .stream()
                            .flatMap(Optional::stream)
                            .findFirst()
                            .map(Instant::toEpochMilli)
                            .orElse(wall);
            readAt = wall;
        }
        return newest;
    }

    /** The calendar of a symbol; empty where nobody named a venue. */
    public Optional<VenueCalendar> calendar(String symbol) {
        return calendars.calendarIfAny(symbol);
    }

    public Hour hour(VenueCalendar calendar) {
        try {
            long now = now();
            Session session = calendar.sessionAtOrAfter(now);
            return new Hour(
                    session.slotAt(now) >= 0,
                    Instant.ofEpochMilli(session.openTime()),
                    Instant.ofEpochMilli(session.closeTime()));
        } catch (CalendarNotCoveredException e) {
            return new Hour(false, null, null);
        }
    }

    /**
     * @param lastClose of the newest candle; null: there is none
     */
    public Freshness freshness(String symbol, Timeframe timeframe, @Nullable Instant lastClose) {
        Optional<VenueCalendar> calendar = calendar(symbol);
        Optional<Long> expected =
                calendar.flatMap(found -> new Buckets(found, timeframe).lastCloseBy(settled()));
        @Nullable Instant expectedClose = expected.map(Instant::ofEpochMilli).orElse(null);
        return new Freshness(
                state(calendar.orElse(null), lastClose, expectedClose), lastClose, expectedClose);
    }

    private State state(
            @Nullable VenueCalendar calendar,
            @Nullable Instant lastClose,
            @Nullable Instant expectedClose) {
        if (lastClose == null) {
            return State.EMPTY;
        }
        if (calendar == null || expectedClose == null) {
            return State.UNKNOWN;
        }
        if (lastClose.isBefore(expectedClose)) {
            return State.STALE;
        }
        return hour(calendar).isOpen() ? State.LIVE : State.MARKET_CLOSED;
    }
}
