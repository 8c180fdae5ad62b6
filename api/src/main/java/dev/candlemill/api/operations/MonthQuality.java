package dev.candlemill.api.operations;

import dev.candlemill.api.Columns;
import dev.candlemill.api.Database;
import dev.candlemill.api.market.DueMonth;
import dev.candlemill.api.market.Market;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How whole the newest month of series is: what is stored, against what the calendar has. */
final class MonthQuality {

    private static final Duration OPENS_BEFORE = Duration.ofDays(2);

    /** A session may open before its day; what has not closed yet is not due. */
    private static final String STORED =
            "SELECT s.symbol, length.timeframe, newest.month::text AS month,"
                    + " oldest.open_time AS first_open, q.* FROM"
                    + " unnest(string_to_array(:symbols, ' ')) AS s (symbol)"
                    + " CROSS JOIN unnest(string_to_array(:timeframes, ' ')) AS length (timeframe)"
                    + " CROSS JOIN LATERAL (SELECT date_trunc('month', session_date::timestamp)::date"
                    + " AS month FROM candles AS c WHERE c.symbol = s.symbol"
                    + " AND c.timeframe = length.timeframe ORDER BY open_time DESC LIMIT 1) AS newest"
                    + " CROSS JOIN LATERAL (SELECT open_time FROM candles AS c"
                    + " WHERE c.symbol = s.symbol AND c.timeframe = length.timeframe"
                    + " ORDER BY open_time LIMIT 1) AS oldest"
                    + " CROSS JOIN LATERAL (SELECT count(*) AS candles,"
                    + " count(*) FILTER (WHERE NOT is_complete) AS incomplete,"
                    + " count(*) FILTER (WHERE bar_count = 0) AS filled,"
                    + " count(*) FILTER (WHERE revision > 1) AS revised,"
                    + " count(*) FILTER (WHERE close_time <= :settled) AS due,"
                    + " sum(bar_count) AS bars, sum(expected_bar_count) AS expected,"
                    + " coalesce(sum(expected_bar_count) FILTER (WHERE close_time <= :settled), 0)"
                    + " AS due_bars FROM candles AS c WHERE c.symbol = s.symbol"
                    + " AND c.timeframe = length.timeframe AND c.session_date >= newest.month"
                    + " AND c.open_time >= newest.month::timestamp AT TIME ZONE 'UTC'"
                    + " - interval '2 days') AS q";

    private final Market market;
    private final long settled;

    /** Symbols of one venue mostly have the same. */
    private final Map<Month, Optional<DueMonth>> due = new HashMap<>();

    private MonthQuality(Market market) {
        this.market = market;
        this.settled = market.settled();
    }

    /** A symbol at a timeframe. */
    record Series(String symbol, String timeframe) {}

    /**
     * As on the wire.
     *
     * @param missing buckets that have closed and have no candle; null where there is no calendar
     */
    record Quality(
            String month,
            long candles,
            long incomplete,
            long filled,
            @Nullable Long missing,
            @Nullable Double percentComplete,
            long revised) {}

    private record Month(String venue, Timeframe timeframe, LocalDate first, long from) {}

    /** Of each series that has candles. */
    static Map<Series, Quality> read(
            Database database, Market market, List<String> symbols, List<String> timeframes) {
        MonthQuality months = new MonthQuality(market);
        Map<String, Object> parameters =
                Map.of(
                        "symbols",
                        String.join(" ", symbols),
                        "timeframes",
                        String.join(" ", timeframes),
                        "settled",
                        Instant.ofEpochMilli(months.settled).atOffset(ZoneOffset.UTC));
        Map<Series, Quality> read = new HashMap<>();
        database.list(STORED, parameters, months::entry)
                .forEach(entry -> read.put(entry.getKey(), entry.getValue()));
        return read;
    }

    private Map.Entry<Series, Quality> entry(Columns row) throws SQLException {
        Series series = new Series(row.text("symbol"), row.text("timeframe"));
        Optional<DueMonth> calendar = due(series, row);
        long due = row.whole("due");
        long dueBars = row.whole("due_bars");
        long notThere = calendar.map(month -> more(month.bars(), dueBars)).orElse(0L);
        return Map.entry(
                series,
                new Quality(
                        row.text("month"),
                        row.whole("candles"),
                        row.whole("incomplete"),
                        row.whole("filled"),
                        calendar.map(month -> more(month.buckets(), due)).orElse(null),
                        percent(row.whole("bars"), row.whole("expected") + notThere),
                        row.whole("revised")));
    }

    private Optional<DueMonth> due(Series series, Columns row) throws SQLException {
        LocalDate first = LocalDate.parse(row.text("month"));
        Instant earliest = first.atStartOfDay(ZoneOffset.UTC).toInstant().minus(OPENS_BEFORE);
        Instant stored = row.time("first_open");
        long from = (stored.isAfter(earliest) ? stored : earliest).toEpochMilli();
        Timeframe timeframe = Timeframe.parse(series.timeframe);
        return market.calendar(series.symbol)
                .flatMap(
                        calendar ->
                                due.computeIfAbsent(
                                        new Month(calendar.venue(), timeframe, first, from),
                                        unheard -> due(calendar, unheard)));
    }

    private Optional<DueMonth> due(VenueCalendar calendar, Month month) {
        return DueMonth.of(calendar, month.timeframe, month.first, month.from, settled);
    }

    private static long more(long wanted, long stored) {
        return Math.max(0, wanted - stored);
    }

    private static @Nullable Double percent(long bars, long expected) {
        return expected == 0 ? null : Math.round(10_000.0 * bars / expected) / 100.0;
    }
}
