package dev.candlemill.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Remembers which monthly partitions exist, so that the database is asked once per month and
 * writer. Not thread-safe.
 */
final class Partitions {

    private final Set<YearMonth> known = new HashSet<>();

    // the month of the last row: neighbours mostly share it
    private long monthStart;
    private long monthEnd;

    /** The months of these rows that have not been made yet. */
    Set<YearMonth> missingFor(Iterable<CandleRow> rows) {
        Set<YearMonth> missing = new TreeSet<>();
        for (CandleRow row : rows) {
            long openTime = row.page().openTime(row.index());
            if (openTime < monthStart || openTime >= monthEnd) {
                YearMonth month = monthOf(openTime);
                if (!known.contains(month)) {
                    missing.add(month);
                }
            }
        }
        return missing;
    }

    void ensure(Connection connection, Set<YearMonth> months) throws SQLException {
        try (PreparedStatement ensure =
                connection.prepareStatement("SELECT ensure_partitions(?, ?)")) {
            for (YearMonth month : months) {
                ensure.setObject(1, startOf(month));
                ensure.setObject(2, startOf(month.plusMonths(1)));
                ensure.execute();
            }
        }
    }

    void remember(Set<YearMonth> months) {
        known.addAll(months);
    }

    private YearMonth monthOf(long openTime) {
        YearMonth month = YearMonth.from(Instant.ofEpochMilli(openTime).atOffset(ZoneOffset.UTC));
        monthStart = startOf(month).toInstant().toEpochMilli();
        monthEnd = startOf(month.plusMonths(1)).toInstant().toEpochMilli();
        return month;
    }

    private static OffsetDateTime startOf(YearMonth month) {
        return month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
