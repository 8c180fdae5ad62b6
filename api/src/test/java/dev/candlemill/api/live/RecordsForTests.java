package dev.candlemill.api.live;

import static java.util.Objects.requireNonNull;

import dev.candlemill.api.live.LiveEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Records as they stand in the topics. */
public final class RecordsForTests {

    private static final String CANDLE =
            "{\"schema\":\"market.candles.v1\",\"event_id\":\"%1$s|%2$s|%3$d\",\"symbol\":\"%1$s\","
                    + "\"timeframe\":\"%2$s\",\"open_time\":\"%4$s\",\"open_time_ms\":%3$d,"
                    + "\"close_time\":\"%4$s\",\"session_date\":\"2025-07-02\",\"open\":1.0,"
                    + "\"high\":2.0,\"low\":0.5,\"close\":%5$s,\"volume\":10.0,\"bar_count\":12,"
                    + "\"expected_bar_count\":12,\"input_count\":12,%6$s\"source\":\"file\","
                    + "\"job_id\":\"j\",\"epoch\":%7$d}";
    private static final String REVISED =
            "\"is_complete\":true,\"revision\":%d,\"indicator_revision\":1,\"rsi_14\":61.25,"
                    + "\"indicators\":{\"sma_10\":1.5},";
    private static final String SIGNAL =
            "{\"schema\":\"trading.signals.v1\",\"event_id\":\"signal-%d\",\"setup\":\"%s\","
                    + "\"symbol\":\"XNAS:AAPL\",\"timeframe\":\"1h\",\"strategy\":\"rsi(14,30,70)\","
                    + "\"open_time\":\"2025-07-02T13:30:00Z\",\"open_time_ms\":1751463000000,"
                    + "\"close_time\":\"2025-07-02T14:30:00Z\",\"close_time_ms\":1751466600000,"
                    + "\"signal_type\":\"BUY\",\"price\":10.5,\"confidence\":0.5,"
                    + "\"indicator_values\":{\"rsi_14\":29.5},\"candle_revision\":1,\"revision\":%d,"
                    + "\"status\":\"%s\",\"source\":\"file\",\"job_id\":\"j\",\"epoch\":1}";

    private static final long START = Instant.parse("2025-07-02T13:30:00Z").toEpochMilli();

    private RecordsForTests() {}

    /** The n-th hour of XNAS:AAPL. */
    static Records.Record hour(int number, int revision) {
        return candle("XNAS:AAPL", "1h", number, revision, 1);
    }

    static Records.Record hourThatCloses(int number, int revision, String close) {
        return record(
                Kind.CANDLE,
                json("XNAS:AAPL", "1h", number, REVISED.formatted(revision), close, 1));
    }

    static Records.Record candle(
            String symbol, String timeframe, int number, int revision, int epoch) {
        return record(
                Kind.CANDLE,
                json(symbol, timeframe, number, REVISED.formatted(revision), "1.5", epoch));
    }

    static Records.Record forming(int number, double close) {
        return record(Kind.FORMING, formingJson(number, close));
    }

    public static String formingJson(int number, double close) {
        return json("XNAS:AAPL", "1h", number, "\"final\":false,", Double.toString(close), 1);
    }

    public static String hourJson(int number, int revision) {
        return json("XNAS:AAPL", "1h", number, REVISED.formatted(revision), "1.5", 1);
    }

    static Records.Record signal(int number, String setup, int revision, String status) {
        return record(Kind.SIGNAL, SIGNAL.formatted(number, setup, revision, status));
    }

    /** Of XNAS:HEAVY, so many bytes and some more. */
    public static String heavySignalJson(int number, int bytes) {
        return SIGNAL.formatted(number, "heavy", 1, "NEW")
                .replace("XNAS:AAPL", "XNAS:HEAVY")
                .replace("\"job_id\":\"j\"", "\"job_id\":\"" + "j".repeat(bytes) + "\"");
    }

    private static String json(
            String symbol, String timeframe, int number, String further, String close, int epoch) {
        long open = START + number * 3_600_000L;
        return CANDLE.formatted(
                symbol, timeframe, open, Instant.ofEpochMilli(open), close, further, epoch);
    }

    private static Records.Record record(Kind kind, String json) {
        return requireNonNull(Records.parse(kind, json.getBytes(StandardCharsets.UTF_8)));
    }
}
