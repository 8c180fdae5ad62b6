package dev.candlemill.chart;

import dev.candlemill.chart.ColumnDifference.Largest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An export beside stored candles, row by row: by opening time, or by session date where the export
 * has only dates. Rows of ours before its first and after its last are none of its business.
 */
public final class Comparison {

    private final ChartExport export;
    private final double tolerance;

    /**
     * @param tolerance by which two values may differ: absolutely, or as a share of the larger one
     */
    public Comparison(ChartExport export, double tolerance) {
        this.export = export;
        this.tolerance = tolerance;
    }

    /** One line per mapped column, in the export's order. */
    public List<ColumnDifference> with(List<StoredRow> stored, ColumnMapping mapping) {
        Map<ExportTime, StoredRow> byTime = new HashMap<>();
        for (StoredRow row : stored) {
            byTime.put(new ExportTime(false, row.openTime()), row);
            byTime.put(new ExportTime(true, row.sessionDate()), row);
        }
        List<StoredRow> inside = inside(stored);
        List<ColumnDifference> differences = new ArrayList<>();
        for (int i = 0; i < export.columns().size(); i++) {
            String header = export.columns().get(i);
            String column = mapping.ours().get(header);
            if (column != null) {
                differences.add(new Line(header, column, i).over(byTime, inside));
            }
        }
        return differences;
    }

    private List<StoredRow> inside(List<StoredRow> stored) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        boolean isDay = false;
        for (ExportTime time : export.rows().keySet()) {
            first = Math.min(first, time.value());
            last = Math.max(last, time.value());
            isDay = time.isDay();
        }
        List<StoredRow> inside = new ArrayList<>();
        for (StoredRow row : stored) {
            long at = isDay ? row.sessionDate() : row.openTime();
            if (at >= first && at <= last) {
                inside.add(row);
            }
        }
        return inside;
    }

    private final class Line {
        private final String header;
        private final String column;
        private final int at;
        private int matched;
        private int onlyTheirs;
        private int beyond;
        private Largest absolute = new Largest(Double.NaN, "");
        private Largest relative = new Largest(Double.NaN, "");

        Line(String header, String column, int at) {
            this.header = header;
            this.column = column;
            this.at = at;
        }

        ColumnDifference over(Map<ExportTime, StoredRow> byTime, List<StoredRow> inside) {
            export.rows()
                    .forEach(
                            (time, numbers) -> {
                                StoredRow row = byTime.get(time);
                                @Nullable Double ours =
                                        row == null ? null : row.values().get(column);
                                take(time, numbers[at], ours);
                            });
            int here = (int) inside.stream().filter(r -> r.values().containsKey(column)).count();
            return new ColumnDifference(
                    header,
                    column,
                    matched,
                    onlyTheirs,
                    here - matched,
                    beyond,
                    absolute,
                    relative);
        }

        private void take(ExportTime time, double theirs, @Nullable Double ours) {
            if (Double.isNaN(theirs)) {
                return;
            }
            if (ours == null) {
                onlyTheirs++;
                return;
            }
            matched++;
            double difference = Math.abs(theirs - ours);
            double larger = Math.max(Math.abs(theirs), Math.abs(ours));
            double share = difference == 0 ? 0 : difference / larger;
            beyond += Math.min(difference, share) > tolerance ? 1 : 0;
            absolute = larger(absolute, difference, time);
            relative = larger(relative, share, time);
        }

        private static Largest larger(Largest largest, double difference, ExportTime time) {
            if (difference <= largest.difference()) {
                return largest;
            }
            return new Largest(difference, difference == 0 ? "" : time.toString());
        }
    }
}
