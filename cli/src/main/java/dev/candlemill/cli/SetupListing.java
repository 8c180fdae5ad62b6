package dev.candlemill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.postgres.StoredSetup;
import dev.candlemill.setup.TradingSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints setups: as a table for people, as JSON for programs. */
final class SetupListing {

    private static final List<String> COLUMNS =
            List.of("id", "status", "symbol", "timeframes", "strategies", "indicators", "reason");

    private final PrintWriter out;

    SetupListing(PrintWriter out) {
        this.out = out;
    }

    void print(List<StoredSetup> setups, boolean asJson) throws IOException {
        if (asJson) {
            printJson(setups);
        } else {
            printTable(setups);
        }
        out.flush();
    }

    private void printTable(List<StoredSetup> setups) {
        List<List<String>> table = new ArrayList<>();
        table.add(COLUMNS);
        setups.forEach(setup -> table.add(cells(setup)));
        int[] widths = new int[COLUMNS.size()];
        for (List<String> row : table) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : " | ").append(row.get(i)).append(padding);
            }
            out.println(line.toString().stripTrailing());
        }
        out.println("(" + setups.size() + (setups.size() == 1 ? " setup)" : " setups)"));
    }

    private static List<String> cells(StoredSetup stored) {
        TradingSetup setup = stored.setup();
        return List.of(
                setup.id(),
                status(setup),
                setup.symbol(),
                String.join(" ", timeframes(setup)),
                String.join(" ", setup.strategies()),
                String.join(" ", setup.indicators()),
                stored.reason());
    }

    private void printJson(List<StoredSetup> setups) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.writeStartArray();
        for (StoredSetup stored : setups) {
            TradingSetup setup = stored.setup();
            json.writeStartObject();
            json.writeStringField("id", setup.id());
            json.writeStringField("status", status(setup));
            json.writeStringField("status_reason", stored.reason());
            json.writeStringField("symbol", setup.symbol());
            writeList(json, "timeframes", timeframes(setup));
            writeList(json, "strategies", setup.strategies());
            writeList(json, "indicators", setup.indicators());
            json.writeStringField("created_at", stored.createdAt().toString());
            json.writeStringField("updated_at", stored.updatedAt().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.flush();
        out.println();
    }

    private static void writeList(JsonGenerator json, String name, List<String> texts)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static List<String> timeframes(TradingSetup setup) {
        return setup.timeframes().stream().map(Timeframe::wire).toList();
    }

    private static String status(TradingSetup setup) {
        return setup.status().name().toLowerCase(Locale.ROOT);
    }
}
