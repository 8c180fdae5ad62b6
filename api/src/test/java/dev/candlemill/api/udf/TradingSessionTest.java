package dev.candlemill.api.udf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TradingSessionTest {

    private static String session(String symbol, String time) {
        return TradingSession.of(
                CalendarSettings.of("", Hours.REGULAR).calendarIfAny(symbol).orElseThrow(),
                Instant.parse(time));
    }

    @Test
    void breaksAreInIt() {
        assertThat(session("XTKS:7203", "2025-07-02T03:00:00Z")).isEqualTo("0900-1130,1230-1530");
        assertThat(session("XTKS:7203", "2024-07-02T03:00:00Z")).isEqualTo("0900-1130,1230-1500");
        assertThat(session("XHKG:0700", "2025-07-02T03:00:00Z")).isEqualTo("0930-1200,1300-1600");
    }

    @Test
    void anEarlyCloseOfTheDayIsNot() {
        assertThat(session("XNYS:A", "2025-07-03T16:00:00Z")).isEqualTo("0930-1600");
        assertThat(session("XNYS:A", "2025-07-04T16:00:00Z")).isEqualTo("0930-1600");
    }

    @Test
    void onlyWhoNeverClosesIsAlwaysOpen() {
        assertThat(session("CRYPTO:BTCUSD", "2025-07-02T03:00:00Z")).isEqualTo("24x7");
        assertThat(session("FX:EUR/USD", "2025-07-02T03:00:00Z")).isEqualTo("1700-1700");
    }
}
