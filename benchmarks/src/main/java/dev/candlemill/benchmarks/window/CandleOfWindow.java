package dev.candlemill.benchmarks.window;

import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.util.Collector;

/** Makes the row of a window that is over. */
final class CandleOfWindow extends ProcessWindowFunction<OpenCandle, Candle, String, CandleWindow> {

    private static final long serialVersionUID = 1L;

    private final CalendarSettings calendars;

    CandleOfWindow(CalendarSettings calendars) {
        this.calendars = calendars;
    }

    @Override
    public void process(
            String symbol, Context context, Iterable<OpenCandle> only, Collector<Candle> out) {
        CandleWindow window = context.window();
        Session session = calendars.calendarOf(symbol).sessionAt(window.openTime());
        if (session == null) {
            throw new IllegalStateException(window + " of " + symbol + " opens in no session");
        }
        for (OpenCandle candle : only) {
            out.collect(row(symbol, window, session, candle));
        }
    }

    private static Candle row(
            String symbol, CandleWindow window, Session session, OpenCandle candle) {
        Timeframe timeframe = Timeframe.of(window.timeframe());
        return new Candle(
                symbol,
                timeframe,
                window.openTime(),
                window.closeTime(),
                sessionDate(timeframe, session),
                candle.open,
                candle.high,
                candle.low,
                candle.close,
                candle.volume,
                candle.barCount,
                expectedBars(window, timeframe, session),
                candle.inputCount,
                1);
    }

    private static int sessionDate(Timeframe timeframe, Session session) {
        return switch (timeframe) {
            case W1 -> session.week().date();
            case MN1 -> session.month().date();
            default -> session.date();
        };
    }

    private static int expectedBars(CandleWindow window, Timeframe timeframe, Session session) {
        return switch (timeframe) {
            case W1 -> session.week().expectedBars();
            case MN1 -> session.month().expectedBars();
            default -> {
                int t = timeframe.ordinal();
                int slot = session.slotAt(window.openTime());
                yield session.grid().expectedBars(t, session.grid().bucketAt(t, slot));
            }
        };
    }
}
