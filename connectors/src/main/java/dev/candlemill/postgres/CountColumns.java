package dev.candlemill.postgres;

import dev.candlemill.bar.RejectReason;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.candle.SymbolReport;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of one symbol's input, as columns: the same ones for either kind of run. */
final class CountColumns {

    /** In the order of {@link #set}. */
    static final String NAMES =
            "job_id, symbol, bars_in, accepted, duplicate, corrected, late, rejected,"
                    + " rejected_by_reason, first_bar, last_bar";

    static final String VALUES = "?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?";

    /** Of an upsert: a report has all counts, so it replaces the ones before. */
    static final String UPDATES =
            "bars_in = excluded.bars_in, accepted = excluded.accepted,"
                    + " duplicate = excluded.duplicate, corrected = excluded.corrected,"
                    + " late = excluded.late, rejected = excluded.rejected,"
                    + " rejected_by_reason = excluded.rejected_by_reason,"
                    + " first_bar = excluded.first_bar, last_bar = excluded.last_bar";

    private CountColumns() {}

    static void set(PreparedStatement insert, String jobId, SymbolReport report)
            throws SQLException {
        SymbolCounts counts = report.counts();
        insert.setString(1, jobId);
        insert.setString(2, report.symbol());
        insert.setLong(3, counts.in);
        insert.setLong(4, counts.accepted);
        insert.setLong(5, counts.duplicate);
        insert.setLong(6, counts.corrected);
        insert.setLong(7, counts.late);
        insert.setLong(8, counts.rejected());
        insert.setString(9, json(counts.rejectedByReason()));
        boolean hasBars = counts.firstBar <= counts.lastBar;
        insert.setObject(10, hasBars ? time(counts.firstBar) : null);
        insert.setObject(11, hasBars ? time(counts.lastBar) : null);
    }

    private static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    /** Codes are letters and underscores: nothing to escape. */
    private static String json(Map<RejectReason, Long> byReason) {
        return byReason.entrySet().stream()
                .map(entry -> "\"" + entry.getKey().code() + "\": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
