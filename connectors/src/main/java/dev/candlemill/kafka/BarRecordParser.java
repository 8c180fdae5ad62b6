package dev.candlemill.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.Symbols;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of {@code market.bars.v1}, whose schema lies beside those of the other topics.
 * Unknown fields are ignored; whether the numbers can be a bar is decided later, by the same rules
 * as for every other source. Used by one thread.
 */
final class BarRecordParser {

    /** The last millisecond of the year 9999. */
    private static final long LAST_TIME = 253_402_300_799_999L;

    private static final String[] NUMBERS = {"open", "high", "low", "close", "volume"};

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private final double[] numbers = new double[NUMBERS.length];
    private final boolean[] isThere = new boolean[NUMBERS.length];
    private @Nullable String symbol;
    private @Nullable BarSize size;
    private @Nullable Long openTime;
    private boolean isFinal;

    /** Reads one bar, after {@link #forget}. */
    void read(byte[] value) throws BadRecordException {
        try (JsonParser json = FACTORY.createParser(value)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new BadRecordException(RejectReason.UNPARSABLE, "expected a JSON object");
            }
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                readField(field, json);
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw new BadRecordException(
                        RejectReason.UNPARSABLE, "expected one JSON object and nothing else");
            }
        } catch (JsonProcessingException e) {
            throw new BadRecordException(RejectReason.UNPARSABLE, e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadRecordException(RejectReason.UNPARSABLE, String.valueOf(e.getMessage()));
        }
        checkComplete();
    }

    /** The symbol, once one was read that is legal. */
    @Nullable String symbol() {
        return symbol;
    }

    /** Whether the provider says that the bar has closed. */
    boolean isFinal() {
        return isFinal;
    }

    /** The bar that was read. */
    BarColumns bar() {
        if (openTime == null || size == null) {
            throw new IllegalStateException("no record was read");
        }
        BarColumns bar = new BarColumns(1);
        bar.add(
                openTime,
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                (byte) size.ordinal());
        return bar;
    }

    void forget() {
        symbol = null;
        size = null;
        openTime = null;
        isFinal = true;
        Arrays.fill(isThere, false);
    }

    private void readField(String field, JsonParser json) throws IOException, BadRecordException {
        switch (field) {
            case "schema" -> checkSchema(text(field, json));
            case "symbol" -> symbol = legal(text(field, json));
            case "bar_size" -> size = size(text(field, json));
            case "open_time" -> setTime(instant(text(field, json)));
            case "open_time_ms" -> setTime(millis(json));
            case "final" -> isFinal = truth(field, json);
            default -> readNumber(field, json);
        }
    }

    private void readNumber(String field, JsonParser json) throws IOException, BadRecordException {
        for (int i = 0; i < NUMBERS.length; i++) {
            if (NUMBERS[i].equals(field)) {
                if (!json.currentToken().isNumeric()) {
                    throw wrongType(field, "a number", json);
                }
                numbers[i] = json.getDoubleValue();
                isThere[i] = true;
                return;
            }
        }
        json.skipChildren();
    }

    private void checkComplete() throws BadRecordException {
        require(symbol != null, "symbol");
        require(size != null, "bar_size");
        require(openTime != null, "open_time or open_time_ms");
        for (int i = 0; i < NUMBERS.length; i++) {
            require(isThere[i], NUMBERS[i]);
        }
    }

    private static void require(boolean isThere, String field) throws BadRecordException {
        if (!isThere) {
            throw new BadRecordException(RejectReason.MISSING_FIELD, "expected " + field);
        }
    }

    private static void checkSchema(String found) throws BadRecordException {
        if (!found.equals(KafkaTopic.BARS.schema())) {
            throw new BadRecordException(
                    RejectReason.UNKNOWN_SCHEMA,
                    "expected schema " + KafkaTopic.BARS.schema() + ", found " + found);
        }
    }

    private static String legal(String found) throws BadRecordException {
        if (!Symbols.isLegal(found)) {
            throw new BadRecordException(
                    RejectReason.BAD_SYMBOL, "symbol: expected " + Symbols.EXPECTED);
        }
        return found;
    }

    private static BarSize size(String found) throws BadRecordException {
        for (BarSize size : BarSize.values()) {
            if (size != BarSize.D1 && size.wire().equals(found)) {
                return size;
            }
        }
        throw new BadRecordException(
                RejectReason.BAR_SIZE, "bar_size: expected 1m or 5m, found " + found);
    }

    private void setTime(long time) throws BadRecordException {
        if (time < -LAST_TIME || time > LAST_TIME) {
            throw new BadRecordException(
                    RejectReason.WRONG_TYPE, "open time: expected a year up to 9999");
        }
        if (openTime != null && openTime != time) {
            throw new BadRecordException(
                    RejectReason.UNPARSABLE, "open_time and open_time_ms differ");
        }
        openTime = time;
    }

    private static long instant(String found) throws BadRecordException {
        try {
            return OffsetDateTime.parse(found).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadRecordException(
                    RejectReason.WRONG_TYPE,
                    "open_time: expected a time such as 2025-07-02T13:30:00Z, found " + found);
        }
    }

    private static long millis(JsonParser json) throws IOException, BadRecordException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw wrongType("open_time_ms", "epoch milliseconds", json);
        }
        return json.getLongValue();
    }

    private static boolean truth(String field, JsonParser json)
            throws IOException, BadRecordException {
        if (!json.currentToken().isBoolean()) {
            throw wrongType(field, "true or false", json);
        }
        return json.getBooleanValue();
    }

    private static String text(String field, JsonParser json)
            throws IOException, BadRecordException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(field, "a text", json);
        }
        return json.getText();
    }

    private static BadRecordException wrongType(String field, String expected, JsonParser json)
            throws IOException {
        return new BadRecordException(
                RejectReason.WRONG_TYPE,
                field + ": expected " + expected + ", found " + json.getText());
    }
}
