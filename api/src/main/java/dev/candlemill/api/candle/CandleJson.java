package dev.candlemill.api.candle;

import dev.candlemill.api.candle.Answers.Question;
import dev.candlemill.api.http.Json;
import dev.candlemill.api.http.JsonText;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Candles as rows, or as columns for charts. */
final class CandleJson {

    private static final String[] PRICES = {"open", "high", "low", "close", "volume"};
    private static final String[] COUNTS = {
        "bar_count", "expected_bar_count", "revision", "indicator_revision"
    };
    private static final byte[][] PRICE_FIELDS = fields(PRICES);
    private static final byte[][] COUNT_FIELDS = fields(COUNTS);
    private static final byte[] OPEN_TIME = JsonText.ascii("{\"open_time\":");
    private static final byte[] CLOSE_TIME = JsonText.ascii(",\"close_time\":");
    private static final byte[] SESSION_DATE = JsonText.ascii(",\"session_date\":");
    private static final byte[] COMPLETE =
            JsonText.ascii(",\"is_complete\":true,\"is_final\":true,\"source\":");
    private static final byte[] INCOMPLETE =
            JsonText.ascii(",\"is_complete\":false,\"is_final\":true,\"source\":");
    private static final byte[] INDICATORS = JsonText.ascii(",\"indicators\":{");
    private static final int BYTES_PER_CANDLE = 320;
    private static final int BYTES_PER_VALUE = 40;

    private final CandleRequest request;
    private final Ends ends;
    private final Slice slice;
    private final @Nullable Coverage coverage;
    private final JsonText json;

    CandleJson(Question question, Slice slice, @Nullable Coverage coverage) {
        this.request = question.request();
        this.ends = question.ends();
        this.slice = slice;
        this.coverage = coverage;
        int perCandle = BYTES_PER_CANDLE + BYTES_PER_VALUE * request.indicators().size();
        this.json = new JsonText((slice.size() + 1) * perCandle);
    }

    private static byte[][] fields(String[] names) {
        byte[][] fields = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            fields[i] = JsonText.ascii(",\"" + names[i] + "\":");
        }
        return fields;
    }

    byte[] rows() {
        begin().raw(",\"candles\":[");
        byte[][] names = indicatorFields();
        Texts texts = new Texts();
        for (int i = 0; i < slice.size(); i++) {
            separate(i);
            row(i, names, texts);
        }
        json.raw(']');
        return end();
    }

    byte[] columns() {
        begin().raw(",\"columns\":{\"open_time\":");
        seconds(slice.openTime);
        json.raw(CLOSE_TIME);
        seconds(slice.closeTime);
        for (int price = 0; price < PRICES.length; price++) {
            json.raw(PRICE_FIELDS[price]);
            numbers(slice.prices[price]);
        }
        for (int count = 0; count < COUNTS.length; count++) {
            json.raw(COUNT_FIELDS[count]);
            wholes(slice.counts[count]);
        }
        json.raw(",\"is_complete\":[");
        for (int i = 0; i < slice.size(); i++) {
            separate(i).raw(slice.isComplete[i] ? "true" : "false");
        }
        json.raw(']').raw(INDICATORS);
        for (int value = 0; value < slice.values.length; value++) {
            separate(value).value(slice.indicators.get(value)).raw(':');
            numbers(slice.values[value]);
        }
        json.raw("}}");
        return end();
    }

    private JsonText begin() {
        return json.raw("{\"symbol\":")
                .value(request.symbol())
                .raw(",\"timeframe\":")
                .value(request.timeframe().wire());
    }

    private byte[] end() {
        json.raw(",\"next\":");
        if (slice.hasMore()) {
            json.value(Map.of(ends.next(request), Ends.nextTime(request, slice)));
        } else {
            json.raw("null");
        }
        json.raw(",\"coverage\":");
        if (coverage == null) {
            json.raw("null");
        } else {
            json.value(coverage);
        }
        return json.raw('}').toBytes();
    }

    private void row(int i, byte[][] names, Texts texts) {
        json.raw(OPEN_TIME).raw(texts.time(slice.openTime[i]));
        json.raw(CLOSE_TIME).raw(texts.time(slice.closeTime[i]));
        json.raw(SESSION_DATE).raw(texts.date(slice.sessionDate[i]));
        for (int price = 0; price < PRICES.length; price++) {
            json.raw(PRICE_FIELDS[price]).number(slice.prices[price][i]);
        }
        for (int count = 0; count < COUNTS.length; count++) {
            json.raw(COUNT_FIELDS[count]).whole(slice.counts[count][i]);
        }
        json.raw(slice.isComplete[i] ? COMPLETE : INCOMPLETE).raw(texts.source(slice.source[i]));
        json.raw(INDICATORS);
        for (int value = 0; value < names.length; value++) {
            json.raw(names[value]).number(slice.values[value][i]);
        }
        json.raw("}}");
    }

    private byte[][] indicatorFields() {
        byte[][] fields = new byte[slice.indicators.size()][];
        for (int i = 0; i < fields.length; i++) {
            String comma = i == 0 ? "" : ",";
            fields[i] = JsonText.ascii(comma + "\"" + slice.indicators.get(i) + "\":");
        }
        return fields;
    }

    private void seconds(long[] millis) {
        json.raw('[');
        for (int i = 0; i < slice.size(); i++) {
            separate(i).whole(Math.floorDiv(millis[i], 1000));
        }
        json.raw(']');
    }

    private void wholes(int[] column) {
        json.raw('[');
        for (int i = 0; i < slice.size(); i++) {
            separate(i).whole(column[i]);
        }
        json.raw(']');
    }

    private void numbers(double[] column) {
        json.raw('[');
        for (int i = 0; i < slice.size(); i++) {
            separate(i).number(column[i]);
        }
        json.raw(']');
    }

    private JsonText separate(int i) {
        return i == 0 ? json : json.raw(',');
    }

    /** The last of each kind, quoted: neighbours often have the same. */
    private static final class Texts {

        private static final int TIMES = 2;

        private final long[] millis = new long[TIMES];
        private final byte[][] times = new byte[TIMES][];
        private int older;
        private int day = Integer.MIN_VALUE;
        private byte[] date = {};
        private @Nullable String source;
        private byte[] quoted = {};

        /** A candle often closes when the next one opens. */
        byte[] time(long time) {
            for (int i = 0; i < TIMES; i++) {
                if (times[i] != null && millis[i] == time) {
                    return times[i];
                }
            }
            byte[] text = JsonText.ascii("\"" + Instant.ofEpochMilli(time) + "\"");
            millis[older] = time;
            times[older] = text;
            older = 1 - older;
            return text;
        }

        byte[] date(int epochDay) {
            if (epochDay != day) {
                day = epochDay;
                date = JsonText.ascii("\"" + LocalDate.ofEpochDay(epochDay) + "\"");
            }
            return date;
        }

        byte[] source(String text) {
            if (!text.equals(source)) {
                source = text;
                quoted = Json.bytes(text);
            }
            return quoted;
        }
    }
}
