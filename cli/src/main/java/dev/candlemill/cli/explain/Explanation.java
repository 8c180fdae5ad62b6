package dev.candlemill.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.indicator.Indicator;
import dev.candlemill.indicator.IndicatorSet;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Puts together what is known of one candle. */
public final class Explanation {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String symbol;
    private final Timeframe timeframe;
    private final VenueCalendar calendar;
    private final IndicatorSet indicators;

    /**
     * @param further indicators beyond the catalogue, of which values may be stored
     */
    public Explanation(
            String symbol,
            Timeframe timeframe,
            VenueCalendar calendar,
            Collection<String> further) {
        this.symbol = symbol;
        this.timeframe = timeframe;
        this.calendar = calendar;
        this.indicators = IndicatorSet.catalogueAnd(further);
    }

    /**
     * Explains the stored candle that holds a time.
     *
     * @param time epoch milliseconds
     * @throws NothingStoredException naming the nearest stored candle
     */
    public ObjectNode at(long time, Connection connection)
            throws SQLException, IOException, NothingStoredException {
        Stored stored = new Stored(connection, symbol, timeframe.wire());
        Optional<Bucket> bucket = Bucket.at(calendar, timeframe, time);
        Optional<JsonNode> candle = stored.candleAt(time);
        if (candle.isEmpty()) {
            throw new NothingStoredException(nothing(time, bucket, stored));
        }
        long open = millis(candle.get(), "open_time");
        long close = millis(candle.get(), "close_time");
        ObjectNode all = JSON.createObjectNode();
        all.put("symbol", symbol).put("timeframe", timeframe.wire());
        all.set("bucket", bucket(bucket, open, close));
        all.set("candle", candle.get());
        ArrayNode constituents = stored.constituents(open, close);
        all.set("constituents", constituents);
        all.set("missing", missing(bucket, constituents));
        ArrayNode inputs = stored.inputs(open, longestWindow());
        all.set("indicators", indicators(candle.get(), inputs, stored.soFar(open)));
        all.set("inputs", inputs);
        all.set("revisions", stored.revisions(open));
        all.set("signals", stored.signals(open));
        all.set("rejected", stored.rejected(open, close));
        return all;
    }

    private String nothing(long time, Optional<Bucket> bucket, Stored stored)
            throws SQLException, IOException {
        String closed =
                bucket.isPresent()
                        ? ""
                        : ", and "
                                + calendar.venue()
                                + " has no "
                                + timeframe.wire()
                                + " bucket then";
        String nearest =
                stored.nearest(time)
                        .map(open -> "the nearest stored candle opens at " + utc(open))
                        .orElse("nothing is stored of this symbol and timeframe");
        return String.format(
                Locale.ROOT,
                "no stored %s candle of %s at %s%s: %s",
                timeframe.wire(),
                symbol,
                Instant.ofEpochMilli(time),
                closed,
                nearest);
    }

    private ObjectNode bucket(Optional<Bucket> found, long open, long close) {
        ObjectNode node = JSON.createObjectNode();
        node.put("venue", calendar.venue()).put("zone", calendar.zone().toString());
        if (found.isEmpty()) {
            return node.put(
                    "why", "the calendar has no such bucket: other settings made the candle");
        }
        Bucket bucket = found.get();
        node.put("session_date", LocalDate.ofEpochDay(bucket.session().date()).toString());
        node.put("session_open", text(bucket.session().openTime()));
        node.put("session_close", text(bucket.session().closeTime()));
        node.put("open_time", text(bucket.openTime()));
        node.put("close_time", text(bucket.closeTime()));
        node.put("expected_bars", bucket.expectedBars());
        boolean same = bucket.openTime() == open && bucket.closeTime() == close;
        return node.put(
                "why",
                same
                        ? bucket.why()
                        : bucket.why()
                                + "; the stored candle has other times: other settings made it");
    }

    private static ArrayNode missing(Optional<Bucket> bucket, ArrayNode constituents) {
        Set<Long> there = new HashSet<>();
        for (JsonNode candle : constituents) {
            boolean isFilled = candle.path("input_count").asInt() == 0;
            if (!isFilled) {
                there.add(millis(candle, "open_time"));
            }
        }
        ArrayNode missing = JSON.createArrayNode();
        for (long slot : bucket.map(Bucket::slots).orElse(List.of())) {
            if (!there.contains(slot)) {
                missing.add(text(slot));
            }
        }
        return missing;
    }

    private int longestWindow() {
        return indicators.indicators().stream().mapToInt(Indicator::definedAfter).max().orElse(1);
    }

    /** A value of a window comes from its candles alone; any other remembers those before, too. */
    private static void addInputs(ObjectNode node, Indicator indicator, ArrayNode inputs) {
        int window = indicator.definedAfter();
        if (window <= inputs.size()) {
            node.set("inputs_from", inputs.get(inputs.size() - window).path("open_time"));
            node.put("remembers_earlier", indicator.stableAfter() > window);
        }
    }

    private ArrayNode indicators(JsonNode candle, ArrayNode inputs, long soFar) {
        ArrayNode all = JSON.createArrayNode();
        for (Indicator indicator : indicators.indicators()) {
            ObjectNode node = all.addObject();
            node.put("indicator", indicator.spec().toString());
            ObjectNode values = node.putObject("values");
            for (String name : indicator.valueNames()) {
                JsonNode further = candle.path("indicators").path(name);
                values.set(name, candle.has(name) ? candle.get(name) : further);
            }
            node.put("defined_after", indicator.definedAfter());
            node.put("usable_after", indicator.usableAfter());
            if (indicator.stableAfter() < Integer.MAX_VALUE) {
                node.put("stable_after", indicator.stableAfter());
            }
            node.put("candles_so_far", soFar);
            addInputs(node, indicator, inputs);
        }
        return all;
    }

    private static long millis(JsonNode row, String column) {
        return OffsetDateTime.parse(row.path(column).asText()).toInstant().toEpochMilli();
    }

    static String utc(String time) {
        return OffsetDateTime.parse(time).toInstant().toString();
    }

    private static String text(long time) {
        return Instant.ofEpochMilli(time).toString();
    }
}
