package dev.candlemill.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every clock change of every venue's zone, 1999 to 2035, where the venue's data covers it. */
class ClockChangeTest {

    private static final Venues VENUES = Venues.shipped();

    static Stream<String> venues() {
        return VENUES.ids().stream().sorted();
    }

    @Test
    void meetsEveryAmericanAndBritishChange() {
        assertThat(changes(calendar("FX", Alignment.SESSION))).hasSize(74);
        assertThat(changes(calendar("XNYS", Alignment.SESSION))).hasSize(60);
        assertThat(changes(calendar("XLON", Alignment.SESSION))).hasSize(46);
        assertThat(changes(calendar("XTKS", Alignment.SESSION))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("venues")
    void keepsTheLocalOpenAndCloseAroundEveryChange(String venue) {
        VenueCalendar calendar = calendar(venue, Alignment.SESSION);
        for (Session session : around(calendar)) {
            ZonedDateTime close = local(calendar, session.closeTime());
            LocalDate date = LocalDate.ofEpochDay(session.date());
            assertThat(close.minusNanos(1).toLocalDate()).isEqualTo(date);
            assertThat(localTimes(calendar, session)).isIn(expectedTimes(venue));
            assertThat(session.closeTime() - session.openTime())
                    .isEqualTo(session.slotCount() * Timeframe.SLOT_MILLIS);
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void tilesEverySessionAroundAChangeWithItsBuckets(String venue) {
        for (Alignment alignment : Alignment.values()) {
            for (Session session : around(calendar(venue, alignment))) {
                for (int row = 0; row <= Timeframe.D1.ordinal(); row++) {
                    tiles(session.grid(), row);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void findsEverySessionAroundAChangeByItsTimes(String venue) {
        VenueCalendar calendar = calendar(venue, Alignment.SESSION);
        for (Session session : around(calendar)) {
            assertThat(calendar.sessionAt(session.openTime())).isSameAs(session);
            assertThat(calendar.sessionAt(session.closeTime() - 1)).isSameAs(session);
            assertThat(calendar.sessionClosingAt(session.closeTime())).isSameAs(session);
            assertThat(calendar.session(session.date())).isSameAs(session);
            assertThat(calendar.next(session.date() - 1)).isSameAs(session);
            assertThat(session.week().openTime()).isLessThanOrEqualTo(session.openTime());
            assertThat(session.month().closeTime()).isGreaterThanOrEqualTo(session.closeTime());
        }
    }

    private static void tiles(BucketGrid grid, int row) {
        int bars = 0;
        int end = 0;
        for (int bucket = 0; bucket < grid.bucketCount(row); bucket++) {
            assertThat(grid.firstSlot(row, bucket)).isGreaterThanOrEqualTo(end);
            end = grid.endSlot(row, bucket);
            assertThat(end).isGreaterThan(grid.firstSlot(row, bucket));
            int minutes = Timeframe.of(row).minutes();
            if (minutes > 0) {
                assertThat((end - grid.firstSlot(row, bucket)) * Timeframe.SLOT_MINUTES)
                        .isLessThanOrEqualTo(minutes);
            }
            bars += grid.expectedBars(row, bucket);
        }
        assertThat(end).isEqualTo(grid.slotCount());
        assertThat(bars).isEqualTo(grid.expectedBars(Timeframe.D1.ordinal(), 0));
    }

    private static List<Session> around(VenueCalendar calendar) {
        List<Session> sessions = new ArrayList<>();
        for (Instant change : changes(calendar)) {
            int date = (int) change.atZone(calendar.zone()).toLocalDate().toEpochDay();
            IntStream.rangeClosed(date - 4, date + 4)
                    .mapToObj(calendar::session)
                    .filter(session -> session != null)
                    .forEach(sessions::add);
        }
        return sessions;
    }

    private static List<Instant> changes(VenueCalendar calendar) {
        List<Instant> changes = new ArrayList<>();
        Instant from = Instant.parse("1999-01-10T00:00:00Z");
        Instant until = Instant.parse("2035-12-20T00:00:00Z");
        ZoneOffsetTransition change = calendar.zone().getRules().nextTransition(from);
        while (change != null && change.getInstant().isBefore(until)) {
            if (calendar.covers(change.getInstant().toEpochMilli())) {
                changes.add(change.getInstant());
            }
            change = calendar.zone().getRules().nextTransition(change.getInstant());
        }
        return changes;
    }

    private static List<LocalTime> localTimes(VenueCalendar calendar, Session session) {
        return List.of(
                local(calendar, session.openTime()).toLocalTime(),
                local(calendar, session.closeTime()).toLocalTime());
    }

    private static ZonedDateTime local(VenueCalendar calendar, long time) {
        return Instant.ofEpochMilli(time).atZone(calendar.zone());
    }

    private static List<List<LocalTime>> expectedTimes(String venue) {
        return switch (venue) {
            case "XNYS", "XNAS" -> List.of(times("09:30", "16:00"));
            case "XLON" -> List.of(times("08:00", "16:30"));
            case "FX" -> List.of(times("17:00", "17:00"));
            case "CMEG" -> List.of(times("18:00", "17:15"));
            default -> List.of();
        };
    }

    private static List<LocalTime> times(String open, String close) {
        return List.of(LocalTime.parse(open), LocalTime.parse(close));
    }

    private static VenueCalendar calendar(String venue, Alignment alignment) {
        return VENUES.calendar(venue, alignment, Hours.REGULAR);
    }
}
