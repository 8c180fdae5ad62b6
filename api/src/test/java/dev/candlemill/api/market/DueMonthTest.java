package dev.candlemill.api.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DueMonthTest {

    private static final VenueCalendar NASDAQ =
            CalendarSettings.of("XNAS", Hours.REGULAR).calendar("XNAS");
    private static final LocalDate SEPTEMBER = LocalDate.of(2025, 9, 1);
    private static final String LATER = "2025-12-01T00:00:00Z";

    @Test
    void countsWhatHasClosedOfTheSessionsOfTheMonth() {
        // 21 days: the 1st is Labor Day
        assertThat(due(Timeframe.D1, SEPTEMBER, LATER)).isEqualTo(new DueMonth(21, 21 * 78));
        assertThat(due(Timeframe.H1, SEPTEMBER, LATER)).isEqualTo(new DueMonth(21 * 7, 21 * 78));
        assertThat(due(Timeframe.H1, SEPTEMBER, "2025-09-02T15:29:59Z"))
                .isEqualTo(new DueMonth(1, 12));
    }

    @Test
    void aWeekBelongsToItsMonday() {
        assertThat(due(Timeframe.W1, SEPTEMBER, LATER).buckets()).isEqualTo(5);
        assertThat(due(Timeframe.W1, LocalDate.of(2025, 8, 1), LATER).buckets()).isEqualTo(4);
        assertThat(due(Timeframe.MN1, SEPTEMBER, LATER)).isEqualTo(new DueMonth(1, 21 * 78));
        assertThat(due(Timeframe.MN1, SEPTEMBER, "2025-09-30T00:00:00Z").buckets()).isZero();
    }

    @Test
    void beginsWithWhatIsStored() {
        long from = Instant.parse("2025-09-30T14:30:00Z").toEpochMilli();
        long settled = Instant.parse(LATER).toEpochMilli();

        assertThat(DueMonth.of(NASDAQ, Timeframe.H1, SEPTEMBER, from, settled))
                .contains(new DueMonth(6, 66));
    }

    @Test
    void nobodyKnowsBeyondTheCalendar() {
        assertThat(DueMonth.of(NASDAQ, Timeframe.H1, LocalDate.of(2190, 1, 1), 0, Long.MAX_VALUE))
                .isEmpty();
    }

    private static DueMonth due(Timeframe timeframe, LocalDate month, String settled) {
        long until = Instant.parse(settled).toEpochMilli();
        return DueMonth.of(NASDAQ, timeframe, month, 0, until).orElseThrow();
    }
}
