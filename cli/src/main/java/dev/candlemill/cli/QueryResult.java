package dev.candlemill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints rows: as a table for people, as CSV or JSON (one array of objects) for programs. */
final class QueryResult {

    /** How many rows a table shows; it must know all of them to size its columns. */
    static final int TABLE_ROWS = 1_000;

    private final PrintWriter out;

    QueryResult(PrintWriter out) {
        this.out = out;
    }

    /** How rows are printed. */
    enum Format {
        TABLE,
        CSV,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void print(ResultSet rows, Format format) throws SQLException, IOException {
        switch (format) {
            case TABLE -> printTable(rows);
            case CSV -> printCsv(rows);
            case JSON -> printJson(rows);
        }
        out.flush();
    }

    private void printTable(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<List<@Nullable String>> table = new ArrayList<>();
        table.add(names(columns));
        boolean hasMore = rows.next();
        while (hasMore && table.size() <= TABLE_ROWS) {
            table.add(texts(rows, columns.getColumnCount()));
            hasMore = rows.next();
        }
        int[] widths = widths(table, columns.getColumnCount());
        out.println(line(table.get(0), widths, columns));
        StringBuilder rule = new StringBuilder();
        for (int width : widths) {
            rule.append(rule.length() == 0 ? "" : "-+-").append("-".repeat(width));
        }
        out.println(rule);
        for (List<@Nullable String> row : table.subList(1, table.size())) {
            out.println(line(row, widths, columns));
        }
        int shown = table.size() - 1;
        out.println(
                hasMore
                        ? "(the first " + shown + " rows; -o csv shows all)"
                        : "(" + shown + (shown == 1 ? " row)" : " rows)"));
    }

    private static int[] widths(List<List<@Nullable String>> table, int columnCount) {
        int[] widths = new int[columnCount];
        for (List<@Nullable String> row : table) {
            for (int i = 0; i < columnCount; i++) {
                widths[i] = Math.max(widths[i], shown(row.get(i)).length());
            }
        }
        return widths;
    }

    private static String line(List<@Nullable String> row, int[] widths, ResultSetMetaData columns)
            throws SQLException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = shown(row.get(i));
            String padding = " ".repeat(widths[i] - text.length());
            line.append(i == 0 ? "" : " | ");
            line.append(isNumber(columns.getColumnType(i + 1)) ? padding + text : text + padding);
        }
        return line.toString().stripTrailing();
    }

    private void printCsv(ResultSet rows) throws SQLException {
        int columnCount = rows.getMetaData().getColumnCount();
        out.println(csv(names(rows.getMetaData())));
        while (rows.next()) {
            out.println(csv(texts(rows, columnCount)));
        }
    }

    private static String csv(List<@Nullable String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? "" : ",").append(quoted(shown(cells.get(i))));
        }
        return line.toString();
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private void printJson(ResultSet rows) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.writeStartArray();
        while (rows.next()) {
            json.writeStartObject();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                json.writeFieldName(columns.getColumnLabel(i));
                writeValue(json, rows, i, columns.getColumnType(i));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.flush();
        out.println();
    }

    private static void writeValue(JsonGenerator json, ResultSet rows, int column, int type)
            throws SQLException, IOException {
        String text = rows.getString(column);
        if (text == null) {
            json.writeNull();
        } else if (type == Types.BIT || type == Types.BOOLEAN) {
            json.writeBoolean(rows.getBoolean(column));
        } else if (isNumber(type) && !text.contains("N") && !text.contains("I")) {
            json.writeNumber(text);
        } else {
            json.writeString(text);
        }
    }

    private static List<@Nullable String> names(ResultSetMetaData columns) throws SQLException {
        List<@Nullable String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
        }
        return names;
    }

    private static List<@Nullable String> texts(ResultSet rows, int columnCount)
            throws SQLException {
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 1; i <= columnCount; i++) {
            texts.add(rows.getString(i));
        }
        return texts;
    }

    private static String shown(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static boolean isNumber(int type) {
        return switch (type) {
            case Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.NUMERIC,
                    Types.DECIMAL ->
                    true;
            default -> false;
        };
    }
}
