package dev.candlemill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.chart.ChartExport;
import dev.candlemill.chart.ColumnDifference;
import dev.candlemill.chart.ColumnMapping;
import dev.candlemill.chart.Comparison;
import dev.candlemill.chart.StoredRow;
import dev.candlemill.postgres.CandleHistory;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;

/** Lays a chart's export beside stored candles. */
final class CompareCommand implements DatabaseCommand.Work {

    private static final String WITH = "--with";
    private static final String MAP = "--map";
    private static final String TOLERANCE = "--tolerance";

    private final Terminal terminal;

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.add(
                spec,
                WITH,
                "FILE",
                "CSV with a header: time,open,high,low,close,Volume,RSI. Times in ISO 8601, or"
                        + " seconds or milliseconds since 1970.");
        Arguments.add(spec, Arguments.SYMBOL, "SYMBOL", "Canonical id: XNAS:AAPL.");
        Arguments.add(spec, Arguments.TIMEFRAME, "TIMEFRAME", "Of which candles: 1h.");
        Arguments.add(
                spec,
                MAP,
                "HEADER=COLUMN",
                "Compare this column of the export with that of ours: RSI=rsi_14. Several times for"
                        + " several.");
        Arguments.add(
                spec,
                TOLERANCE,
                "NUMBER",
                "Exit with 1 when any two values differ by more, absolutely and as a share of the"
                        + " larger one. Not set: only report.");
        Arguments.addSwitch(spec, "Print JSON: an object.", Arguments.JSON);
        spec.usageMessage()
                .description(
                        "Compares a chart's export with stored candles: per column how many rows have"
                                + " both values, which side lacks some, and the largest differences."
                                + " Headers such as RSI, SMA 20, Signal, Histogram and Upper are"
                                + " understood.")
                .footer(
                        "%nExample:",
                        "  ./candlemill compare --with export.csv --symbol XNAS:AAPL --timeframe 1h"
                                + " --tolerance 1e-6");
    }

    @Override
    public DatabaseCommand.Task prepare(Arguments arguments) {
        Path file = Path.of(arguments.required(WITH, "export.csv"));
        String symbol = arguments.symbol();
        Timeframe timeframe = arguments.timeframe();
        double tolerance = arguments.number(TOLERANCE, Double.MAX_VALUE);
        if (tolerance < 0) {
            throw new UsageException(TOLERANCE + ": expected 0 or more, found " + tolerance);
        }
        Map<String, String> explicit = explicit(arguments.texts(MAP));
        ChartExport export = read(file);
        return settings -> {
            CandleHistory history = new CandleHistory(settings);
            List<StoredRow> stored = history.rows(symbol, timeframe);
            if (stored.isEmpty()) {
                throw Stored.nothing(history, symbol, timeframe);
            }
            TreeSet<String> further = new TreeSet<>();
            stored.forEach(row -> further.addAll(row.values().keySet()));
            ColumnMapping mapping = ColumnMapping.of(export.columns(), explicit, further);
            List<ColumnDifference> differences =
                    new Comparison(export, tolerance).with(stored, mapping);
            print(export, mapping, differences, arguments.wantsJson());
            return verdict(differences);
        };
    }

    private static Map<String, String> explicit(List<String> pairs) {
        Map<String, String> explicit = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.lastIndexOf('=');
            if (equals < 1) {
                throw new UsageException(
                        MAP + ": found \"" + pair + "\", expected HEADER=COLUMN like RSI=rsi_14");
            }
            explicit.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
        }
        return explicit;
    }

    private static ChartExport read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return ChartExport.read(reader, file.toString());
        } catch (IOException e) {
            throw new UsageException(
                    WITH + ": cannot read " + file + " (" + e + "), expected a CSV file");
        }
    }

    private int verdict(List<ColumnDifference> differences) {
        if (differences.stream().mapToInt(ColumnDifference::matched).sum() == 0) {
            terminal.say("candlemill: nothing was compared: no row has a value on both sides");
            return ExitCodes.FAILURE;
        }
        List<String> beyond =
                differences.stream()
                        .filter(line -> line.beyond() > 0)
                        .map(line -> line.header() + " (" + line.beyond() + " rows)")
                        .toList();
        if (beyond.isEmpty()) {
            return ExitCodes.OK;
        }
        terminal.say("candlemill: beyond the tolerance: " + String.join(", ", beyond));
        return ExitCodes.FAILURE;
    }

    private void print(
            ChartExport export,
            ColumnMapping mapping,
            List<ColumnDifference> differences,
            boolean asJson)
            throws IOException {
        if (asJson) {
            printJson(mapping, differences);
        } else {
            printTable(export, mapping, differences);
        }
        terminal.out().flush();
    }

    private void printTable(
            ChartExport export, ColumnMapping mapping, List<ColumnDifference> differences) {
        TextTable table =
                new TextTable(
                                "column",
                                "ours",
                                "matched",
                                "only there",
                                "only here",
                                "largest difference",
                                "at",
                                "largest share",
                                "at")
                        .right(2, 3, 4, 5, 7);
        for (ColumnDifference line : differences) {
            table.row(
                    line.header(),
                    line.ours(),
                    Integer.toString(line.matched()),
                    Integer.toString(line.onlyTheirs()),
                    Integer.toString(line.onlyOurs()),
                    Numbers.plain(line.absolute().difference()),
                    line.absolute().time(),
                    Numbers.plain(line.relative().difference()),
                    line.relative().time());
        }
        table.print(terminal.out());
        terminal.out().println("(" + export.size() + " rows in the export)");
        if (!mapping.unknown().isEmpty()) {
            terminal.out()
                    .println(
                            "not compared, name them with --map HEADER=COLUMN: "
                                    + String.join(", ", mapping.unknown()));
        }
    }

    private void printJson(ColumnMapping mapping, List<ColumnDifference> differences)
            throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(terminal.out());
        json.writeStartObject();
        json.writeArrayFieldStart("columns");
        for (ColumnDifference line : differences) {
            json.writeStartObject();
            json.writeStringField("header", line.header());
            json.writeStringField("column", line.ours());
            json.writeNumberField("matched", line.matched());
            json.writeNumberField("only_there", line.onlyTheirs());
            json.writeNumberField("only_here", line.onlyOurs());
            json.writeNumberField("beyond_tolerance", line.beyond());
            Numbers.write(json, "largest_difference", line.absolute().difference());
            json.writeStringField("largest_difference_at", line.absolute().time());
            Numbers.write(json, "largest_share", line.relative().difference());
            json.writeStringField("largest_share_at", line.relative().time());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("unknown");
        for (String header : mapping.unknown()) {
            json.writeString(header);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
        terminal.out().println();
    }
}
