package dev.candlemill.candle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormingFoldTest {

    private static final VenueCalendar CALENDAR =
            CalendarSettings.of("XNYS", Alignment.SESSION, Hours.REGULAR).calendarOf("A");

    private final InMemorySymbolStore store = new InMemorySymbolStore();
    private final SymbolFold fold = new SymbolFold(FoldOptions.DEFAULT.candlesOnly());
    private final FormingFold forming = new FormingFold(false);

    @Test
    void showsTheOpenBucketsAsTheyStand() throws Exception {
        fold(bar("13:30", 10, 12, 9), bar("13:35", 11, 11, 8), bar("13:40", 9, 13, 9));

        assertThat(lines(null))
                .containsExactly(
                        "10m 13:40 9.0 13.0 9.0 9.0 1.0 1/2",
                        "30m 13:30 10.0 13.0 8.0 9.0 3.0 3/6",
                        "45m 13:30 10.0 13.0 8.0 9.0 3.0 3/9",
                        "1h 13:30 10.0 13.0 8.0 9.0 3.0 3/12",
                        "2h 13:30 10.0 13.0 8.0 9.0 3.0 3/24",
                        "3h 13:30 10.0 13.0 8.0 9.0 3.0 3/36",
                        "4h 13:30 10.0 13.0 8.0 9.0 3.0 3/48",
                        "6h 13:30 10.0 13.0 8.0 9.0 3.0 3/72",
                        "8h 13:30 10.0 13.0 8.0 9.0 3.0 3/78",
                        "12h 13:30 10.0 13.0 8.0 9.0 3.0 3/78",
                        "1d 13:30 10.0 13.0 8.0 9.0 3.0 3/78",
                        "1w 13:30 10.0 13.0 8.0 9.0 3.0 3/390",
                        "1M 13:30 10.0 13.0 8.0 9.0 3.0 3/1680");
    }

    @Test
    void seesABarThatIsNotClosedAsIfItWere() throws Exception {
        fold(bar("13:30", 10, 12, 9), bar("13:35", 11, 11, 8));

        assertThat(lines(BarColumns.of(BarSize.M5, bar("13:40", 9, 20, 7))))
                .startsWith(
                        "5m 13:40 9.0 20.0 7.0 9.0 1.0 1/1",
                        "15m 13:30 10.0 20.0 7.0 9.0 3.0 3/3",
                        "10m 13:40 9.0 20.0 7.0 9.0 1.0 1/2",
                        "30m 13:30 10.0 20.0 7.0 9.0 3.0 3/6");
    }

    @Test
    void changesNothingOfTheFold() throws Exception {
        fold(bar("13:30", 10, 12, 9));
        List<String> before = lines(null);
        lines(BarColumns.of(BarSize.M5, bar("13:35", 9, 99, 1)));
        lines(BarColumns.of(BarSize.M1, bar("15:35", 9, 99, 1)));

        assertThat(lines(null)).isEqualTo(before);
    }

    @Test
    void knowsABarThatHasBeenOvertaken() throws Exception {
        fold(bar("13:30", 10, 12, 9));

        assertThat(FormingFold.isPast(store.state(), columns("13:30"))).isTrue();
        assertThat(FormingFold.isPast(store.state(), columns("13:35"))).isFalse();
    }

    private static BarColumns columns(String time) {
        return BarColumns.of(BarSize.M5, bar(time, 1, 1, 1));
    }

    private void fold(Bar... bars) throws Exception {
        long close = bars[bars.length - 1].openTime() + BarSize.M5.millis();
        fold.onPage(
                BarPage.of("A", BarColumns.of(BarSize.M5, bars), close, close, "test"),
                CALENDAR,
                store,
                SilentOutput.INSTANCE);
    }

    /** Timeframe, open time, OHLCV, bars of those expected. */
    private List<String> lines(BarColumns bar) throws Exception {
        CandlePage page =
                forming.candles(new FormingFold.Subject("A", CALENDAR, 0), store.state(), bar);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            Candle c = page.candle(i);
            boolean isOfTheDay = c.timeframe().ordinal() <= Timeframe.D1.ordinal();
            String time = isOfTheDay ? time(c.openTime()) : "13:30";
            lines.add(
                    String.join(
                            " ",
                            c.timeframe().wire(),
                            time,
                            "" + c.open(),
                            "" + c.high(),
                            "" + c.low(),
                            "" + c.close(),
                            "" + c.volume(),
                            c.barCount() + "/" + c.expectedBarCount()));
        }
        return lines;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString().substring(11, 16);
    }

    private static Bar bar(String time, double open, double high, double low) {
        return new Bar(Bars.at("2025-07-15T" + time + ":00Z"), open, high, low, 9, 1);
    }
}
