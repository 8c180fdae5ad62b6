package dev.candlemill.provider.simulated;

import static java.util.Objects.requireNonNull;

import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.Symbols;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Hours;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * Which market to make up. Prices, volumes and faults depend on seed, symbol and time only, never
 * on the range, the page size or the other symbols; 1-minute bars add up to the 5-minute ones.
 *
 * @param symbols canonical ids; {@link SimulatedTickers} invents some
 * @param calendar whose sessions are filled; its alignment does not matter
 * @param from epoch milliseconds, inclusive; not before 1990
 * @param to epoch milliseconds, exclusive: where the market's clock stands
 * @param pageSize records per page at most; a page never spans two months
 * @param formingLastBar whether a bar in which {@code to} lies is delivered as it stands at {@code
 *     to}; otherwise only closed bars come
 */
public record SimulatedSettings(
        long seed,
        List<String> symbols,
        CalendarSettings calendar,
        long from,
        long to,
        BarSize barSize,
        int pageSize,
        Faults faults,
        boolean formingLastBar)
        implements Serializable {

    /** When the market opens, epoch milliseconds. */
    public static final long FIRST_TIME = DailyPath.FIRST_TIME;

    public static final int DEFAULT_PAGE_SIZE = 288;

    public SimulatedSettings {
        symbols = List.copyOf(symbols);
        requireNonNull(calendar, "calendar is null");
        requireNonNull(faults, "faults is null");
        symbols.forEach(SimulatedSettings::checkSymbol);
        check(barSize != BarSize.D1, "bar size must be 1m or 5m: found 1d");
        check(pageSize > 0, "page size must be positive: found " + pageSize);
        check(
                from < to,
                "from must be before to: found "
                        + Instant.ofEpochMilli(from)
                        + " and "
                        + toText(to));
        check(from >= FIRST_TIME, "the simulated market opens in 1990: found " + toText(from));
    }

    /** Five-minute bars without faults, in pages of {@value #DEFAULT_PAGE_SIZE}. */
    public static SimulatedSettings of(long seed, List<String> symbols, Instant from, Instant to) {
        return new SimulatedSettings(
                seed,
                symbols,
                CalendarSettings.of("XNYS", Alignment.SESSION, Hours.REGULAR),
                from.toEpochMilli(),
                to.toEpochMilli(),
                BarSize.M5,
                DEFAULT_PAGE_SIZE,
                Faults.NONE,
                false);
    }

    public SimulatedSettings between(Instant start, Instant end) {
        return new SimulatedSettings(
                seed,
                symbols,
                calendar,
                start.toEpochMilli(),
                end.toEpochMilli(),
                barSize,
                pageSize,
                faults,
                formingLastBar);
    }

    public SimulatedSettings withCalendar(CalendarSettings venues) {
        return new SimulatedSettings(
                seed, symbols, venues, from, to, barSize, pageSize, faults, formingLastBar);
    }

    public SimulatedSettings withBarSize(BarSize size) {
        return new SimulatedSettings(
                seed, symbols, calendar, from, to, size, pageSize, faults, formingLastBar);
    }

    public SimulatedSettings withPageSize(int size) {
        return new SimulatedSettings(
                seed, symbols, calendar, from, to, barSize, size, faults, formingLastBar);
    }

    public SimulatedSettings withFaults(Faults rates) {
        return new SimulatedSettings(
                seed, symbols, calendar, from, to, barSize, pageSize, rates, formingLastBar);
    }

    public SimulatedSettings withFormingLastBar() {
        return new SimulatedSettings(
                seed, symbols, calendar, from, to, barSize, pageSize, faults, true);
    }

    private static void checkSymbol(String symbol) {
        check(
                Symbols.isLegal(symbol),
                "symbol must be " + Symbols.EXPECTED + ": found \"" + symbol + "\"");
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static String toText(long time) {
        return Instant.ofEpochMilli(time).toString();
    }
}
