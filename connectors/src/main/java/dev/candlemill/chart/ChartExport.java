package dev.candlemill.chart;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A CSV file as charts export it: a header, a time, and numbers; what is empty or NaN is none. */
public final class ChartExport {

    private static final Set<String> TIME = Set.of("time", "date", "datetime", "timestamp");

    private final List<String> columns;
    private final Map<ExportTime, double[]> rows;

    private ChartExport(List<String> columns, Map<ExportTime, double[]> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * @param name of the file, for messages
     * @throws ChartExportException naming the line that cannot be read
     */
    public static ChartExport read(Reader text, String name) throws IOException {
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder()
                        .skipEmptyLines(true)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .ofCsvRecord(text)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw new ChartExportException(name + " is empty: expected a header and rows");
            }
            return new Parsing(name, records.next().getFields()).all(records);
        } catch (CsvParseException | UncheckedIOException e) {
            throw new ChartExportException(name + " is not CSV: " + e.getMessage(), e);
        }
    }

    private static String withoutMark(String field) {
        return field.startsWith("\uFEFF") ? field.substring(1) : field;
    }

    /** The headers as they are written, without the time's. */
    public List<String> columns() {
        return columns;
    }

    /** How many rows there are. */
    public int size() {
        return rows.size();
    }

    /** Numbers in the order of the columns, NaN for none. */
    Map<ExportTime, double[]> rows() {
        return rows;
    }

    private static final class Parsing {
        private final String name;
        private final List<String> columns = new ArrayList<>();
        private final int timeAt;
        private final int width;
        private final Map<ExportTime, double[]> rows = new LinkedHashMap<>();

        Parsing(String name, List<String> header) {
            this.name = name;
            int found = -1;
            for (int i = 0; i < header.size(); i++) {
                String column = withoutMark(header.get(i)).trim();
                if (found < 0 && TIME.contains(column.toLowerCase(Locale.ROOT))) {
                    found = i;
                } else {
                    columns.add(unique(column));
                }
            }
            if (found < 0) {
                throw new ChartExportException(
                        name + ": expected a column 'time' in the header, found " + header);
            }
            timeAt = found;
            width = header.size();
        }

        /** Two averages of one chart have the same header: the second one is {@code MA#2}. */
        private String unique(String column) {
            String name = column;
            for (int number = 2; columns.contains(name); number++) {
                name = column + '#' + number;
            }
            return name;
        }

        ChartExport all(Iterator<CsvRecord> records) {
            while (records.hasNext()) {
                CsvRecord next = records.next();
                String where = name + " line " + next.getStartingLineNumber();
                if (next.getFieldCount() != width) {
                    throw new ChartExportException(
                            where
                                    + ": expected "
                                    + width
                                    + " fields, found "
                                    + next.getFieldCount());
                }
                ExportTime time = time(next.getField(timeAt).trim(), where);
                if (rows.put(time, numbers(next, where)) != null) {
                    throw new ChartExportException(where + ": a second row of " + time);
                }
            }
            return new ChartExport(List.copyOf(columns), rows);
        }

        private static ExportTime time(String text, String where) {
            try {
                return ExportTime.parse(text);
            } catch (DateTimeException e) {
                throw new ChartExportException(
                        where
                                + ": expected a time like 2025-01-06T14:30:00Z, or seconds or"
                                + " milliseconds since 1970, found '"
                                + text
                                + "'",
                        e);
            }
        }

        private double[] numbers(CsvRecord fields, String where) {
            double[] numbers = new double[width - 1];
            for (int i = 0; i < width; i++) {
                if (i != timeAt) {
                    int column = i < timeAt ? i : i - 1;
                    numbers[column] = number(fields.getField(i).trim(), where, columns.get(column));
                }
            }
            return numbers;
        }

        private static double number(String text, String where, String column) {
            if (text.isEmpty()) {
                return Double.NaN;
            }
            try {
                double number = Double.parseDouble(text);
                return Double.isFinite(number) ? number : Double.NaN;
            } catch (NumberFormatException e) {
                throw new ChartExportException(
                        where + ", " + column + ": expected a number, found '" + text + "'", e);
            }
        }
    }
}
