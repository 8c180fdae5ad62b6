package dev.candlemill.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.signal.Signal;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.connector.jdbc.datasource.statements.JdbcQueryStatement;

/**
 * The upsert of a batch of signals, no two of one key, in one statement. The statement itself holds
 * the lease, since the connector commits as it likes: a stale run's statement fails, and nothing of
 * it lands.
 *
 * <p>A higher revision replaces a row; an equal one only where the same run says something else
 * now, as it may when it has restarted from a checkpoint before it.
 */
record SignalTable(Lease lease, JobStamp job) implements JdbcQueryStatement<List<Signal>> {

    private static final long serialVersionUID = 2;

    private static final JsonFactory JSON = new JsonFactory();

    private static final String UPSERT =
            "INSERT INTO strategy_signals AS stored (id, setup, symbol, timeframe, strategy,"
                    + " open_time, close_time, signal_type, price, confidence, indicator_values,"
                    + " candle_revision, revision, status, data_source, content_hash, job_id, epoch)"
                    + " SELECT s.id, s.setup, s.symbol, s.timeframe, s.strategy,"
                    + " to_timestamp(s.open_millis / 1000.0), to_timestamp(s.close_millis / 1000.0),"
                    + " s.signal_type, s.price, s.confidence, s.indicator_values::jsonb,"
                    + " s.candle_revision, s.revision, s.status, s.data_source, s.content_hash,"
                    + " ?, ?::bigint FROM hold_lease(?, ?), unnest(?::uuid[], ?::text[], ?::text[],"
                    + " ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::numeric[],"
                    + " ?::double precision[], ?::text[], ?::integer[], ?::integer[], ?::text[],"
                    + " ?::text[], ?::bigint[]) AS s (id, setup, symbol, timeframe, strategy,"
                    + " open_millis, close_millis, signal_type, price, confidence,"
                    + " indicator_values, candle_revision, revision, status, data_source,"
                    + " content_hash)"
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

    /** Of the arrays, in their order. */
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("uuid", signal -> UUID.fromString(signal.id())),
                    new Column("text", Signal::setup),
                    new Column("text", Signal::symbol),
                    new Column("text", signal -> signal.timeframe().wire()),
                    new Column("text", Signal::strategy),
                    new Column("int8", Signal::openTime),
                    new Column("int8", Signal::closeTime),
                    new Column("text", signal -> signal.type().name()),
                    new Column("numeric", signal -> BigDecimal.valueOf(signal.price())),
                    new Column("float8", Signal::confidence),
                    new Column("text", signal -> json(signal.values())),
                    new Column("int4", Signal::candleRevision),
                    new Column("int4", Signal::revision),
                    new Column("text", signal -> signal.status().name()),
                    new Column("text", Signal::dataSource),
                    new Column("int8", Signal::contentHash));

    @Override
    public String query() {
        return UPSERT;
    }

    @Override
    public void statement(PreparedStatement upsert, List<Signal> signals) throws SQLException {
        upsert.setString(1, job.jobId());
        upsert.setLong(2, lease.epoch());
        upsert.setString(3, lease.name());
        upsert.setLong(4, lease.epoch());
        int at = 5;
        for (Column column : COLUMNS) {
            Object[] values = new Object[signals.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = column.value.of(signals.get(i));
            }
            upsert.setArray(at++, upsert.getConnection().createArrayOf(column.type, values));
        }
    }

    private record Column(String type, Value value) {}

    @FunctionalInterface
    private interface Value {
        Object of(Signal signal) throws SQLException;
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
