package dev.candlemill.jobs.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.candle.Bars;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotClosesTest {

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource({
        "XNYS, 2025-07-02T14:02:00Z, 2025-07-02T14:05:00Z",
        "XNYS, 2025-07-02T14:05:00Z, 2025-07-02T14:10:00Z",
        "XNYS, 2025-07-02T19:59:59Z, 2025-07-02T20:00:00Z",
        "XNYS, 2025-07-02T20:00:00Z, 2025-07-03T13:35:00Z",
        "XNYS, 2025-07-03T17:00:00Z, 2025-07-07T13:35:00Z",
        "XTKS, 2025-07-02T02:29:00Z, 2025-07-02T02:30:00Z",
        "CRYPTO, 2025-07-05T23:59:59Z, 2025-07-06T00:00:00Z",
    })
    void areThoseOfTheSessions(String venue, String time, String close) {
        assertThat(after(venue, time, false)).isEqualTo(close);
    }

    @Test
    void waitForTheBarOfAnAuctionWhereItIsWelcome() {
        assertThat(after("XNYS", "2025-07-02T20:00:00Z", true)).isEqualTo("2025-07-02T20:05:00Z");
        assertThat(after("XNYS", "2025-07-02T20:05:00Z", true)).isEqualTo("2025-07-03T13:35:00Z");
    }

    @Test
    void endWithTheCalendar() {
        assertThat(closes("XNYS", Bars.at("2200-01-01T00:00:00Z"), false))
                .isEqualTo(PushedSymbol.NEVER);
    }

    private static String after(String venue, String time, boolean mergeClose) {
        return Instant.ofEpochMilli(closes(venue, Bars.at(time), mergeClose)).toString();
    }

    private static long closes(String venue, long time, boolean mergeClose) {
        VenueCalendar calendar =
                CalendarSettings.of(venue, Alignment.SESSION, Hours.REGULAR).calendarOf("A");
        return new SlotCloses(mergeClose).after(calendar, time);
    }
}
