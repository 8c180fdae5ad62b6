package dev.candlemill.api.signal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candlemill.api.Columns;
import dev.candlemill.api.http.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;

/** A row of {@code strategy_signals}. */
public record StoredSignal(
        String id,
        String setup,
        String symbol,
        String timeframe,
        String strategy,
        Instant openTime,
        Instant closeTime,
        String signalType,
        BigDecimal price,
        double confidence,
        JsonNode indicatorValues,
        int candleRevision,
        int revision,
        String status,
        String source,
        String jobId,
        Instant knownAt) {

    /** For a select list; {@code s} is the table. */
    public static final String FIELDS =
            "s.id, s.setup, s.symbol, s.timeframe, s.strategy, s.open_time, s.close_time,"
                    + " s.signal_type, s.price, s.confidence, s.indicator_values::text AS decided_on,"
                    + " s.candle_revision, s.revision, s.status, s.data_source, s.job_id, s.known_at";

    public static StoredSignal of(Columns row) throws SQLException {
        return new StoredSignal(
                row.text("id"),
                row.text("setup"),
                row.text("symbol"),
                row.text("timeframe"),
                row.text("strategy"),
                row.time("open_time"),
                row.time("close_time"),
                row.text("signal_type"),
                plain(row.text("price")),
                row.number("confidence"),
                json(row.text("decided_on")),
                row.integer("candle_revision"),
                row.integer("revision"),
                row.text("status"),
                row.text("data_source"),
                row.text("job_id"),
                row.time("known_at"));
    }

    /** 200 and not {@code 2E+2}, nor 200.00. */
    private static BigDecimal plain(String number) {
        BigDecimal stripped = new BigDecimal(number).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static JsonNode json(String text) throws SQLException {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new SQLException("strategy_signals.indicator_values is not JSON", e);
        }
    }
}
