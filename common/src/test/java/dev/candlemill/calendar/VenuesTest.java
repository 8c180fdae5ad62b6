package dev.candlemill.calendar;

import static dev.candlemill.calendar.CalendarFixture.day;
import static dev.candlemill.calendar.CalendarFixture.session;
import static dev.candlemill.calendar.CalendarFixture.sessionsOf;
import static dev.candlemill.calendar.CalendarFixture.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VenuesTest {

    private static final String TORONTO =
            """
            venues:
              XTSE:
                source: tmx.com
                zone: America/Toronto
                alignment: CLOCK
                covered: {from: 2024, to: 2025}
                aliases: [TSX]
                hours:
                  2000-01-01: {days: Mon-Fri, regular: 09:30-16:00}
                closedEveryYear: 01-01 07-01 12-25
                closed:
                  2024: 02-19 03-29 05-20 08-05 09-02 10-14 12-26
                  2025: 02-17 04-18 05-19 08-04 09-01 10-13 12-26
            """;

    @Test
    void shipsTheVenuesOfTheRules() {
        assertThat(Venues.shipped().ids())
                .containsExactlyInAnyOrder(
                        "XNYS", "XNAS", "XLON", "XHKG", "XTKS", "FX", "CRYPTO", "FXCM", "CMEG");
    }

    @ParameterizedTest
    @CsvSource({
        "XNAS:AAPL, XNAS",
        "NYSE:IBM, XNYS",
        "BINANCE:BTCUSDT, CRYPTO",
        "COINBASE:BTC-USD, CRYPTO",
        "kraken:ETHUSD, CRYPTO",
        "FXCM:EURUSD, FXCM",
        "OANDA:EURUSD, FX",
        "LSE:VOD, XLON",
        "AAPL, XTKS",
        "ODD:AAPL, XTKS",
        "BTC-USD, XTKS"
    })
    void readsTheVenueOffTheSymbol(String symbol, String venue) {
        assertThat(Venues.shipped().venueOf(symbol, "XTKS")).isEqualTo(venue);
    }

    @Test
    void namesTheNearestVenueForAnUnknownOne() {
        assertThatThrownBy(
                        () -> Venues.shipped().calendar("XNYC", Alignment.SESSION, Hours.REGULAR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown venue \"XNYC\"")
                .hasMessageContaining("CMEG, CRYPTO, FX, FXCM, XHKG, XLON, XNAS, XNYS, XTKS")
                .hasMessageContaining("did you mean XNYS?");
    }

    @Test
    void answersToAliases() {
        Venues venues = Venues.shipped();
        assertThat(venues.calendar("nasdaq", Alignment.SESSION, Hours.REGULAR))
                .isSameAs(venues.calendar("XNAS", Alignment.SESSION, Hours.REGULAR));
    }

    @Test
    void fallsBackToRegularHoursWhereThereAreNoOthers() {
        VenueCalendar extended =
                Venues.shipped().calendar("XLON", Alignment.SESSION, Hours.EXTENDED);
        assertThat(span(session(extended, "2025-07-02")))
                .isEqualTo("2025-07-02T07:00:00Z/2025-07-02T15:30:00Z");
    }

    @Test
    void takesAVenueFromAnOverlay() {
        Venues venues = Venues.withOverlay(TORONTO, "mine.yaml");
        VenueCalendar toronto = venues.calendar("XTSE", Alignment.SESSION, Hours.REGULAR);
        assertThat(sessionsOf(toronto, 2024)).hasSize(252);
        assertThat(venues.venueOf("TSX:RY", "XNYS")).isEqualTo("XTSE");
        assertThat(venues.defaultAlignment("XTSE")).isEqualTo(Alignment.CLOCK);
        assertThat(venues.defaultAlignment("XNYS")).isEqualTo(Alignment.SESSION);
        assertThat(venues.ids()).contains("XTSE", "XNYS").hasSize(10);
        assertThat(Venues.shipped().ids()).doesNotContain("XTSE");
    }

    @Test
    void extendsAShippedVenueByAYearAndAClosure() {
        String yaml =
                """
                venues:
                  XNYS:
                    like: XNYS
                    covered: {to: 2029}
                    closed:
                      2026: 01-01 01-19 02-16 04-03 05-25 06-19 07-03 08-20 09-07 11-26 12-25
                      2029: 01-01 01-15 02-19 03-30 05-28 06-19 07-04 09-03 11-22 12-25
                    otherHours:
                      earlyClose:
                        dates:
                          2029: 07-03 11-23 12-24
                """;
        Venues venues = Venues.withOverlay(yaml, "mine.yaml");
        VenueCalendar mine = venues.calendar("XNYS", Alignment.SESSION, Hours.REGULAR);
        assertThat(mine.session(day("2026-08-20"))).isNull();
        assertThat(session(mine, "2029-07-03").expectedBars()).isEqualTo(42);
        assertThat(session(mine, "2025-07-03").expectedBars()).isEqualTo(42);
        assertThat(venues.venueOf("NYSE:IBM", "FX")).isEqualTo("XNYS");
        VenueCalendar nasdaq = venues.calendar("XNAS", Alignment.SESSION, Hours.REGULAR);
        assertThat(nasdaq.session(day("2026-08-20"))).isNotNull();
    }

    @Test
    void letsADateOverrideItsSegmentsEvenOnASaturday() {
        String yaml =
                TORONTO
                        + "    otherHours:\n"
                        + "      drill:\n"
                        + "        regular: 10:00-11:00 11:15-12:00\n"
                        + "        dates: {2025: 07-05 07-07}\n";
        VenueCalendar toronto =
                Venues.withOverlay(yaml, "mine.yaml")
                        .calendar("XTSE", Alignment.SESSION, Hours.REGULAR);
        assertThat(span(session(toronto, "2025-07-05")))
                .isEqualTo("2025-07-05T14:00:00Z/2025-07-05T16:00:00Z");
        assertThat(session(toronto, "2025-07-07").expectedBars()).isEqualTo(21);
        assertThat(session(toronto, "2025-07-08").expectedBars()).isEqualTo(78);
        assertThat(session(toronto, "2025-07-05").week().expectedBars()).isEqualTo(4 * 78 + 21);
    }

    @Test
    void readsTheExampleOfTheDocumentation() throws IOException {
        Path root = Path.of(System.getProperty("candlemill.root", "..")).toAbsolutePath();
        Path page = root.resolve("docs/venues.md");
        assumeTrue(Files.exists(page), "not run from a checkout: " + page);
        String yaml = Files.readString(page).split("```(yaml)?\n", -1)[1];
        VenueCalendar toronto =
                Venues.withOverlay(yaml, "docs/venues.md")
                        .calendar("XTSE", Alignment.SESSION, Hours.REGULAR);
        assertThat(session(toronto, "2026-12-24").expectedBars()).isEqualTo(42);
        assertThat(sessionsOf(toronto, 2026)).hasSize(251);
    }
}
