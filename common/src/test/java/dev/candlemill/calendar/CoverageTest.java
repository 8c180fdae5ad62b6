package dev.candlemill.calendar;

import static dev.candlemill.calendar.CalendarFixture.calendar;
import static dev.candlemill.calendar.CalendarFixture.day;
import static dev.candlemill.calendar.CalendarFixture.session;
import static dev.candlemill.calendar.CalendarFixture.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {

    private static final VenueCalendar XNYS = calendar("XNYS");

    @Test
    void refusesAYearThatTheDataDoesNotCover() {
        long time = time("2029-07-02T14:00:00Z");
        assertThat(XNYS.covers(time)).isFalse();
        refuses(() -> XNYS.sessionAt(time));
        refuses(() -> XNYS.sessionAtOrAfter(time));
        refuses(() -> XNYS.sessionClosingAt(time));
        refuses(() -> XNYS.session(day("2029-07-02")));
        refuses(() -> XNYS.next(day("2029-07-02")));
        refuses(() -> XNYS.previous(day("2029-07-02")));
        assertThatThrownBy(() -> XNYS.sessionAt(time))
                .hasMessageContaining("XNYS")
                .hasMessageContaining("2029-07-02T14:00:00Z")
                .hasMessageContaining("year 2029")
                .hasMessageContaining("1997 to 2028");
    }

    @Test
    void refusesToWalkOverTheEdge() {
        assertThat(session("XNYS", "2028-12-29")).isNotNull();
        refuses(() -> XNYS.next(day("2028-12-29")));
        refuses(() -> XNYS.sessionAtOrAfter(time("2028-12-29T21:00:00Z")));
        refuses(() -> XNYS.previous(day("1997-01-06")));
    }

    @Test
    void refusesTheWeekThatReachesBeyondTheCoveredYears() {
        refuses(() -> XNYS.session(day("1997-01-03")));
        assertThat(XNYS.covers(time("1997-01-05T12:00:00Z"))).isFalse();
        assertThat(XNYS.session(day("1997-01-06"))).isNotNull();
        VenueCalendar globex = calendar("CMEG");
        assertThat(globex.covers(time("2013-12-29T22:59:59Z"))).isTrue();
        assertThat(globex.covers(time("2013-12-29T23:00:00Z"))).isFalse();
    }

    @Test
    void countsTheWholeMonthOfAYearWhoseFirstWeekIsRefused() {
        Period january = session("XNYS", "1997-01-06").month();
        assertThat(january.firstSession()).isEqualTo(day("1997-01-02"));
        assertThat(january.expectedBars()).isEqualTo(22 * 78);
    }

    @ParameterizedTest
    @CsvSource({
        "XNYS, 2028-12-29",
        "XLON, 2027-12-31",
        "XTKS, 2027-12-30",
        "XHKG, 2027-12-31",
        "FX, 2039-12-30",
        "CRYPTO, 2045-12-31",
        "FXCM, 2017-12-31"
    })
    void coversTheLastDayWhereNothingTradesInTheRestOfItsWeek(String venue, String lastSession) {
        Session session = session(venue, lastSession);
        assertThat(session.week().lastSession()).isEqualTo(session.date());
        assertThat(calendar(venue).covers(session.closeTime() - 1)).isTrue();
        assertThat(calendar(venue).sessionClosingAt(session.closeTime())).isSameAs(session);
    }

    @Test
    void beginsTheFxYearOnTheEveningBefore() {
        VenueCalendar fx = calendar("FX");
        assertThat(fx.covers(time("1998-12-31T21:59:59Z"))).isFalse();
        assertThat(fx.covers(time("1998-12-31T22:00:00Z"))).isTrue();
        assertThat(fx.sessionAtOrAfter(time("1998-12-31T22:00:00Z")).date())
                .isEqualTo(day("1999-01-04"));
    }

    @Test
    void refusesTimesFarBeyondAnyYear() {
        assertThat(XNYS.covers(time("2262-04-11T23:47:16Z"))).isFalse();
        assertThat(XNYS.covers(Long.MAX_VALUE)).isFalse();
        assertThat(XNYS.covers(Long.MIN_VALUE)).isFalse();
        refuses(() -> XNYS.sessionAt(time("2262-04-11T23:47:16Z")));
        refuses(() -> XNYS.sessionAt(0));
        refuses(() -> XNYS.sessionAt(Long.MAX_VALUE));
        refuses(() -> XNYS.sessionClosingAt(Long.MIN_VALUE));
        refuses(() -> XNYS.session(Integer.MAX_VALUE));
    }

    private static void refuses(ThrowingCallable lookup) {
        assertThatThrownBy(lookup).isInstanceOf(CalendarNotCoveredException.class);
    }
}
