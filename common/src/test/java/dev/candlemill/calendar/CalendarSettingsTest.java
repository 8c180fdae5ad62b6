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
    void eachVenueIsAlignedAsItsFileSaysUnlessAllAreToldOtherwise() throws Exception {
        String yaml = "venues: {XTSE: {like: XNYS, alignment: CLOCK}}";
        CalendarSettings own =
                roundTrip(CalendarSettings.of("XNYS", Hours.REGULAR).withOverlay(yaml, "my.yaml"));
        assertThat(own.calendarOf("XTSE:RY").alignment()).isEqualTo(Alignment.CLOCK);
        assertThat(own.calendarOf("AAPL").alignment()).isEqualTo(Alignment.SESSION);

        CalendarSettings told =
                CalendarSettings.of("XNYS", Alignment.UTC, Hours.REGULAR)
                        .withOverlay(yaml, "my.yaml");
        assertThat(told.calendarOf("XTSE:RY").alignment()).isEqualTo(Alignment.UTC);
    }

    @Test
    void symbolsWithoutAVenueMayHaveNoCalendar() {
        CalendarSettings none = CalendarSettings.of("", Hours.REGULAR);
        assertThat(none.calendarIfAny("AAPL")).isEmpty();
        assertThat(none.calendarIfAny("XNAS:AAPL")).isPresent();
    }

    @Test
    void itsFingerprintTellsCalendarsApart() {
        CalendarSettings own = CalendarSettings.of("XNYS", Hours.REGULAR);
        assertThat(own.fingerprint()).isEqualTo(settings.fingerprint());
        assertThat(CalendarSettings.of("XNYS", Alignment.CLOCK, Hours.REGULAR).fingerprint())
                .isNotEqualTo(own.fingerprint());
        assertThat(own.withOverlay("venues: {}", "my.yaml").fingerprint())
                .isNotEqualTo(own.fingerprint());
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
