package dev.candlemill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.spec.Parameter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what can be computed, with parameters, units and ranges. */
@Command(mixinStandardHelpOptions = true)
final class CatalogueCommand implements Callable<Integer> {

    /** Something with parameters that is listed. */
    interface Listing {

        /** The table for people, without the parameters. */
        TextTable table();

        List<Entry> entries();

        /** What has no place in a table; lines, or nothing. */
        default List<String> notes() {
            return List.of();
        }
    }

    /** One line of a listing. */
    interface Entry {

        String name();

        List<Parameter> parameters();

        void writeTo(JsonGenerator json) throws IOException;
    }

    private final Terminal terminal;
    private final Listing listing;

    @Option(names = "--json", description = "Print JSON: an array of objects.")
    private boolean asJson;

    private CatalogueCommand(Terminal terminal, Listing listing) {
        this.terminal = terminal;
        this.listing = listing;
    }

    static CommandLine in(Context context, String description, Listing listing) {
        CommandLine command = new CommandLine(new CatalogueCommand(context.terminal(), listing));
        command.getCommandSpec().usageMessage().description(description);
        return command;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = terminal.out();
        if (asJson) {
            printJson(out);
        } else {
            listing.table().print(out);
            out.println();
            parameters().print(out);
            listing.notes().forEach(out::println);
        }
        out.flush();
        return ExitCodes.OK;
    }

    private TextTable parameters() {
        TextTable table = new TextTable("of", "parameter", "values", "default", "meaning");
        for (Entry entry : listing.entries()) {
            for (Parameter parameter : entry.parameters()) {
                table.row(
                        entry.name(),
                        parameter.name(),
                        values(parameter),
                        parameter.defaultValue(),
                        parameter.description());
            }
        }
        return table;
    }

    private static String values(Parameter parameter) {
        if (parameter.kind() == Parameter.Kind.CHOICE) {
            return String.join(" ", parameter.choices());
        }
        String range = Numbers.plain(parameter.min()) + " to " + Numbers.plain(parameter.max());
        return parameter.unit().isEmpty() ? range : range + " " + parameter.unit();
    }

    private void printJson(PrintWriter out) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.writeStartArray();
        for (Entry entry : listing.entries()) {
            json.writeStartObject();
            json.writeStringField("name", entry.name());
            entry.writeTo(json);
            json.writeArrayFieldStart("parameters");
            for (Parameter parameter : entry.parameters()) {
                write(json, parameter);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.flush();
        out.println();
    }

    private static void write(JsonGenerator json, Parameter parameter) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", parameter.name());
        json.writeStringField("kind", parameter.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("unit", parameter.unit());
        Numbers.write(json, "min", parameter.min());
        Numbers.write(json, "max", parameter.max());
        json.writeStringField("default", parameter.defaultValue());
        json.writeArrayFieldStart("choices");
        for (String choice : parameter.choices()) {
            json.writeString(choice);
        }
        json.writeEndArray();
        json.writeStringField("description", parameter.description());
        json.writeEndObject();
    }
}
