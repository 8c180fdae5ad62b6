package dev.candlemill.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told about a venue file with mistakes. */
class VenueFileTest {

    private static final String SOUND =
            """
            venues:
              XTSE:
                source: tmx.com
                zone: America/Toronto
                covered: {from: 2025, to: 2025}
                hours:
                  2000-01-01: {days: Mon-Fri, regular: 09:30-16:00}
                closed:
                  2025: 02-17 04-18
                otherHours:
                  early:
                    regular: 09:30-13:00
                    dates:
                      2025: 12-24
            """;

    @Test
    void acceptsASoundFile() {
        assertThat(Venues.withOverlay(SOUND, "mine.yaml").ids()).contains("XTSE");
    }

    @Test
    void namesAllMistakesAtOnceWithVenueAndKey() {
        String yaml =
                """
                venues:
                  XTSE:
                    zone: America/Torronto
                    covered: {from: 2025, too: 2025}
                    hourss: 09:30-16:00
                    hours:
                      2000-01-01: {days: Mon-Fry, regular: 09:32-16:00}
                    closed:
                      2025: 02-30
                  XTSF:
                    like: XTSX
                """;
        String message = messageOf(yaml.replace("    like: XTSX", "    source: none"));
        assertThat(message.lines())
                .contains(
                        "mine.yaml: venues.XTSE.hourss: unknown key, expected one of like, name, note,"
                                + " source, zone, covered, alignment, negativePrices, aliases, hours,"
                                + " closedEveryYear, closed, otherHours; did you mean hours?",
                        "mine.yaml: venues.XTSE.source: is missing",
                        "mine.yaml: venues.XTSE.covered.too: unknown key, expected one of from, to; did you"
                                + " mean to?",
                        "mine.yaml: venues.XTSE.covered.to: is missing",
                        "mine.yaml: venues.XTSE.hours.2000-01-01.days: expected days such as \"Mon-Fri\" or"
                                + " \"Sun Mon\", found \"Mon-Fry\"",
                        "mine.yaml: venues.XTSE.hours.2000-01-01.regular: expected a time of whole 5 minutes"
                                + " from 00:00 to 24:00, found \"09:32\"",
                        "mine.yaml: venues.XTSE.zone: expected a zone such as Europe/London or -05:00,"
                                + " found \"America/Torronto\"; did you mean America/Toronto?",
                        "mine.yaml: venues.XTSE.closed.2025: expected days such as \"07-03 12-24\","
                                + " found \"02-30\"",
                        "mine.yaml: venues.XTSF.covered: is missing: expected from and to years");
        assertThat(messageOf(yaml))
                .contains("mine.yaml: venues.XTSF.like: expected a venue that stands above")
                .contains("found \"XTSX\"; did you mean XTSE?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025: 02-17 04-18 | 2024: 02-17 | closed.2024: lies beyond the covered years",
                "2025: 02-17 04-18 | 2024: 02-17 | closed: expected a line for every covered year",
                "02-17 04-18 | 02-16 | 2025-02-16 is a SUNDAY that is no trading day anyway",
                "02-17 04-18 | 02-17 12-24 | closed: 2025-12-24 has otherHours too",
                "02-17 04-18 | 02-17 02-17 | closed.2025: 02-17 is named twice",
                "02-17 04-18 | 2/17 | closed.2025: expected days such as \"07-03 12-24\"",
                "02-17 04-18 | 02-29 | 02-29 does not exist in 2025",
                "09:30-16:00 | 16:00-09:30 | hours.2000-01-01.regular: \"16:00-09:30\" runs backwards",
                "09:30-16:00 | <09:30-16:00 | longer than 24 hours",
                "09:30-16:00 | 9:30-16:00 | found \"9:30-16:00\"",
                "09:30-16:00 | 09:30-24:05 | found \"24:05\"",
                "2000-01-01 | 2025-06-01 | expected a first rule from 2025-01-01 or before",
                "2000-01-01 | 2000-13-01 | expected a date such as 2024-11-05, found \"2000-13-01\"",
                "to: 2025 | to: 2024 | covered.to: expected 2025 or later, found 2024",
                "to: 2025 | to: soon | covered.to: expected a year from 1900 to 2099, found \"soon\"",
                "zone: | alignment: LOCAL@zone: | alignment: expected SESSION, CLOCK or UTC",
                "zone: | negativePrices: perhaps@zone: | negativePrices: expected true or false",
                "zone: | aliases: TSX@zone: | aliases: expected a list, found \"TSX\"",
                "zone: | aliases: [LSE]@zone: | aliases: \"LSE\" already stands for XLON",
                "XTSE: | xtse: | expected an id of capital letters and digits, found \"xtse\"",
                "dates: | date: | otherHours.early.date: unknown key",
                "dates: | date: | otherHours.early.dates: is missing",
                "venues: | venue: | mine.yaml: venue: unknown key, expected one of venues",
                "source: tmx.com | source: | source: is empty"
            })
    void saysWhatIsWrong(String sound, String broken, String expected) {
        String yaml = SOUND.replace(sound.trim(), broken.trim().replace("@", "\n    "));
        assertThat(messageOf(yaml)).contains(expected.trim());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"venues: [", "", "just text", "venues: {XTSE: 5}", "venues: {XTSE: [1]}"})
    void refusesWhatIsNoVenueFile(String yaml) {
        assertThat(messageOf(yaml)).startsWith("mine.yaml");
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        assertThatThrownBy(
                        () ->
                                Venues.withOverlay(
                                        SOUND.replace("source:", "zone: UTC\n    source:"), "m"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("zone");
    }

    private static String messageOf(String yaml) {
        Throwable thrown = catchThrowable(() -> Venues.withOverlay(yaml, "mine.yaml"));
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
        return thrown.getMessage();
    }
}
