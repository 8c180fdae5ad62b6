package dev.candlemill.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class CalendarSettingsTest {

    private final CalendarSettings settings =
            CalendarSettings.of("XNYS", Alignment.SESSION, Hours.REGULAR);

    @Test
    void symbolsOfOneVenueShareACalendar() {
        assertThat(settings.calendarOf("AAPL"))
                .isSameAs(settings.calendarOf("IBM"))
                .extracting(VenueCalendar::venue)
                .isEqualTo("XNYS");
    }

    @Test
    void aPrefixNamesTheVenue() {
        assertThat(settings.calendarOf("CRYPTO:BTCUSDT").venue()).isEqualTo("CRYPTO");
    }

    @Test
    void travelsWithoutItsCalendars() throws Exception {
        settings.calendarOf("AAPL");
        CalendarSettings back = roundTrip(settings);
        assertThat(back.defaultVenue()).isEqualTo("XNYS");
        assertThat(back.calendarOf("AAPL").venue()).isEqualTo("XNYS");
    }

    private static CalendarSettings roundTrip(CalendarSettings settings)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(settings);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (CalendarSettings) in.readObject();
        }
    }
}
