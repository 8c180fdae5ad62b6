package dev.candlemill.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.signal.Signal;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.connector.jdbc.datasource.statements.JdbcQueryStatement;

/**
 * The upsert of one signal. The statement itself holds the lease, since the connector commits as it
 * likes: a stale run's statement fails, and nothing of it lands.
 *
 * <p>A higher revision replaces a row; an equal one only where the same run says something else
 * now, as it may when it has restarted from a checkpoint before it.
 */
record SignalTable(Lease lease, JobStamp job) implements JdbcQueryStatement<Signal> {

    private static final long serialVersionUID = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private static final String UPSERT =
            "INSERT INTO strategy_signals AS stored (id, setup, symbol, timeframe, strategy,"
                    + " open_time, close_time, signal_type, price, confidence, indicator_values,"
                    + " candle_revision, revision, status, data_source, content_hash, job_id, epoch)"
                    + " SELECT ?::uuid, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?, ?::numeric,"
                    + " ?::double precision, ?::jsonb, ?::integer, ?::integer, ?, ?, ?::bigint, ?,"
                    + " ?::bigint FROM hold_lease(?, ?)"
                    + " ON CONFLICT (setup, symbol, timeframe, open_time, strategy) DO UPDATE SET"
                    + " close_time = excluded.close_time, signal_type = excluded.signal_type,"
                    + " price = excluded.price, confidence = excluded.confidence,"
                    + " indicator_values = excluded.indicator_values,"
                    + " candle_revision = excluded.candle_revision, revision = excluded.revision,"
                    + " status = excluded.status, data_source = excluded.data_source,"
                    + " content_hash = excluded.content_hash, job_id = excluded.job_id,"
                    + " epoch = excluded.epoch, known_at = now()"
                    + " WHERE stored.revision < excluded.revision"
                    + " OR (stored.revision = excluded.revision AND stored.job_id = excluded.job_id"
                    + " AND (stored.content_hash, stored.status)"
                    + " <> (excluded.content_hash, excluded.status))";

    @Override
    public String query() {
        return UPSERT;
    }

    @Override
    public void statement(PreparedStatement upsert, Signal signal) throws SQLException {
        upsert.setObject(1, UUID.fromString(signal.id()));
        upsert.setString(2, signal.setup());
        upsert.setString(3, signal.symbol());
        upsert.setString(4, signal.timeframe().wire());
        upsert.setString(5, signal.strategy());
        upsert.setObject(6, time(signal.openTime()));
        upsert.setObject(7, time(signal.closeTime()));
        upsert.setString(8, signal.type().name());
        upsert.setBigDecimal(9, BigDecimal.valueOf(signal.price()));
        upsert.setDouble(10, signal.confidence());
        upsert.setString(11, json(signal.values()));
        upsert.setInt(12, signal.candleRevision());
        upsert.setInt(13, signal.revision());
        upsert.setString(14, signal.status().name());
        upsert.setString(15, signal.dataSource());
        upsert.setLong(16, signal.contentHash());
        upsert.setString(17, job.jobId());
        upsert.setLong(18, lease.epoch());
        upsert.setString(19, lease.name());
        upsert.setLong(20, lease.epoch());
    }

    private static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    private static String json(Map<String, Double> values) throws SQLException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Double> value : values.entrySet()) {
                json.writeNumberField(value.getKey(), value.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new SQLException("cannot write indicator values as JSON", e);
        }
        return text.toString();
    }
}
