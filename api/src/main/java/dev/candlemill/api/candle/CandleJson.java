package dev.candlemill.api.candle;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.api.http.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Candles as rows, or as columns for charts. */
final class CandleJson {

    private static final String[] PRICES = {"open", "high", "low", "close", "volume"};
    private static final String[] COUNTS = {
        "bar_count", "expected_bar_count", "revision", "indicator_revision"
    };
    private static final int BYTES_PER_CANDLE = 320;

    private final CandleRequest request;
    private final Slice slice;
    private final @Nullable Coverage coverage;

    CandleJson(CandleRequest request, Slice slice, @Nullable Coverage coverage) {
        this.request = request;
        this.slice = slice;
        this.coverage = coverage;
    }

    byte[] rows() {
        return document(
                json -> {
                    json.writeArrayFieldStart("candles");
                    for (int i = 0; i < slice.size(); i++) {
                        row(json, i);
                    }
                    json.writeEndArray();
                });
    }

    byte[] columns() {
        return document(
                json -> {
                    json.writeObjectFieldStart("columns");
                    seconds(json, "open_time", slice.openTime);
                    seconds(json, "close_time", slice.closeTime);
                    for (int price = 0; price < PRICES.length; price++) {
                        numbers(json, PRICES[price], slice.prices[price]);
                    }
                    for (int count = 0; count < COUNTS.length; count++) {
                        json.writeFieldName(COUNTS[count]);
                        json.writeArray(slice.counts[count], 0, slice.size());
                    }
                    json.writeArrayFieldStart("is_complete");
                    for (int i = 0; i < slice.size(); i++) {
                        json.writeBoolean(slice.isComplete[i]);
                    }
                    json.writeEndArray();
                    json.writeObjectFieldStart("indicators");
                    for (int value = 0; value < slice.values.length; value++) {
                        numbers(json, slice.indicators.get(value), slice.values[value]);
                    }
                    json.writeEndObject();
                    json.writeEndObject();
                });
    }

    private byte[] document(Json.Writing candles) {
        return Json.bytes(
                slice.size() * BYTES_PER_CANDLE + BYTES_PER_CANDLE,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("symbol", request.symbol());
                    json.writeStringField("timeframe", request.timeframe().wire());
                    candles.to(json);
                    json.writeFieldName("next");
                    next(json);
                    json.writeFieldName("coverage");
                    Json.mapper().writeValue(json, coverage);
                    json.writeEndObject();
                });
    }

    private void next(JsonGenerator json) throws IOException {
        if (!slice.hasMore()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField(nextName(request), nextTime(request, slice).toString());
        json.writeEndObject();
    }

    static String nextName(CandleRequest request) {
        return request.isNewestFirst() ? "before" : "from";
    }

    /** Times are whole seconds, so that nothing lies between a candle and a millisecond later. */
    static Instant nextTime(CandleRequest request, Slice slice) {
        return Instant.ofEpochMilli(
                request.isNewestFirst() ? slice.firstOpen() : slice.lastOpen() + 1000);
    }

    private void row(JsonGenerator json, int i) throws IOException {
        json.writeStartObject();
        json.writeStringField("open_time", time(slice.openTime[i]));
        json.writeStringField("close_time", time(slice.closeTime[i]));
        json.writeStringField(
                "session_date", LocalDate.ofEpochDay(slice.sessionDate[i]).toString());
        for (int price = 0; price < PRICES.length; price++) {
            json.writeNumberField(PRICES[price], slice.prices[price][i]);
        }
        for (int count = 0; count < COUNTS.length; count++) {
            json.writeNumberField(COUNTS[count], slice.counts[count][i]);
        }
        json.writeBooleanField("is_complete", slice.isComplete[i]);
        json.writeBooleanField("is_final", true);
        json.writeStringField("source", slice.source[i]);
        json.writeObjectFieldStart("indicators");
        for (int value = 0; value < slice.values.length; value++) {
            json.writeFieldName(slice.indicators.get(value));
            Json.writeNumber(json, slice.values[value][i]);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private void seconds(JsonGenerator json, String name, long[] millis) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < slice.size(); i++) {
            json.writeNumber(Math.floorDiv(millis[i], 1000));
        }
        json.writeEndArray();
    }

    private void numbers(JsonGenerator json, String name, double[] column) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < slice.size(); i++) {
            Json.writeNumber(json, column[i]);
        }
        json.writeEndArray();
    }
}
