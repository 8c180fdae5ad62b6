package dev.candlemill.api.candle;

import dev.candlemill.api.Database;
import dev.candlemill.calendar.Timeframe;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bars as the UDF wants them: columns, in epoch seconds; days and longer at midnight UTC. */
public final class UdfBars {

    private static final long DAY_SECONDS = 86_400;

    private final CandleStore store;

    public UdfBars(Database database) {
        this.store = new CandleStore(database);
    }

    /**
     * @param from empty: as many as the limit says, however old
     * @param to exclusive
     * @param limit the newest are kept
     */
    public record Request(
            String symbol, Timeframe timeframe, Optional<Instant> from, Instant to, int limit) {}

    public Map<String, Object> read(Request request) {
        Slice slice = store.read(newest(request, request.from(), request.to(), request.limit()));
        Map<String, Object> columns = new LinkedHashMap<>();
        if (slice.isEmpty()) {
            columns.put("s", "no_data");
            Instant before = request.from().orElse(request.to());
            Slice older = store.read(newest(request, Optional.empty(), before, 1));
            if (!older.isEmpty()) {
                columns.put("nextTime", seconds(request.timeframe(), older, 0));
            }
            return columns;
        }
        columns.put("s", "ok");
        columns.put("t", times(request.timeframe(), slice));
        List<String> names = List.of("o", "h", "l", "c", "v");
        for (int price = 0; price < names.size(); price++) {
            columns.put(names.get(price), Arrays.copyOf(slice.prices[price], slice.size()));
        }
        return columns;
    }

    private static CandleRequest newest(
            Request request, Optional<Instant> from, Instant to, int limit) {
        return new CandleRequest(
                request.symbol(),
                request.timeframe(),
                from,
                Optional.of(to),
                true,
                limit,
                List.of());
    }

    private static long[] times(Timeframe timeframe, Slice slice) {
        long[] times = new long[slice.size()];
        Arrays.setAll(times, i -> seconds(timeframe, slice, i));
        return times;
    }

    private static long seconds(Timeframe timeframe, Slice slice, int i) {
        return timeframe.isIntraday()
                ? Math.floorDiv(slice.openTime[i], 1000L)
                : slice.sessionDate[i] * DAY_SECONDS;
    }
}
