package dev.candlemill.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import dev.candlemill.spec.Spec;
import dev.candlemill.strategy.Strategies;
import dev.candlemill.strategy.StrategyDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All strategies, those of other jars included. */
final class StrategyListing implements CatalogueCommand.Listing {

    private record Line(StrategyDefinition definition) implements CatalogueCommand.Entry {

        @Override
        public String name() {
            return definition.name();
        }

        @Override
        public List<Parameter> parameters() {
            return definition.parameters();
        }

        String spec() {
            Spec bare = new Spec(definition.name(), List.of(), Map.of());
            return Arguments.of(definition.parameters(), bare).toString();
        }

        @Override
        public void writeTo(JsonGenerator json) throws IOException {
            json.writeStringField("spec", spec());
            json.writeStringField("description", definition.description());
            json.writeStringField("events", definition.events());
            json.writeStringField("confidence", definition.confidence());
        }
    }

    private static List<Line> lines() {
        return Strategies.load(StrategyListing.class.getClassLoader()).all().stream()
                .map(Line::new)
                .toList();
    }

    @Override
    public List<CatalogueCommand.Entry> entries() {
        return List.copyOf(lines());
    }

    @Override
    public List<String> notes() {
        return lines().stream()
                .flatMap(
                        line ->
                                Stream.of(
                                        "",
                                        line.spec()
                                                + ": "
                                                + line.definition.description()
                                                + ". "
                                                + line.definition.events(),
                                        "  confidence: " + line.definition.confidence()))
                .toList();
    }

    @Override
    public TextTable table() {
        TextTable table = new TextTable("strategy", "what");
        lines().forEach(line -> table.row(line.spec(), line.definition.description()));
        return table;
    }
}
