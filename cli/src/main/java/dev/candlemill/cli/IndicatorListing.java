package dev.candlemill.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.candlemill.indicator.Indicator;
import dev.candlemill.indicator.IndicatorDefinition;
import dev.candlemill.indicator.Indicators;
import dev.candlemill.spec.Parameter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** All indicators; their lengths and the names of their values are those of the defaults. */
final class IndicatorListing implements CatalogueCommand.Listing {

    private record Line(IndicatorDefinition definition, Indicator byDefault)
            implements CatalogueCommand.Entry {

        @Override
        public String name() {
            return definition.name();
        }

        @Override
        public List<Parameter> parameters() {
            return definition.parameters();
        }

        String category() {
            return definition.category().name().toLowerCase(Locale.ROOT);
        }

        @Override
        public void writeTo(JsonGenerator json) throws IOException {
            json.writeStringField("spec", byDefault.spec().toString());
            json.writeStringField("title", definition.title());
            json.writeStringField("category", category());
            json.writeStringField("unit", definition.unit());
            json.writeArrayFieldStart("values");
            for (String value : byDefault.valueNames()) {
                json.writeString(value);
            }
            json.writeEndArray();
            json.writeNumberField("defined_after", byDefault.definedAfter());
            json.writeNumberField("usable_after", byDefault.usableAfter());
            if (byDefault.stableAfter() == Integer.MAX_VALUE) {
                json.writeNullField("stable_after");
            } else {
                json.writeNumberField("stable_after", byDefault.stableAfter());
            }
            json.writeStringField("source", definition.source());
        }
    }

    private static List<Line> lines() {
        return Indicators.all().stream()
                .map(definition -> new Line(definition, Indicators.of(definition.name())))
                .toList();
    }

    @Override
    public List<CatalogueCommand.Entry> entries() {
        return List.copyOf(lines());
    }

    @Override
    public TextTable table() {
        TextTable table =
                new TextTable(
                                "indicator",
                                "what",
                                "category",
                                "unit",
                                "values",
                                "defined",
                                "usable",
                                "stable")
                        .right(5, 6, 7);
        for (Line line : lines()) {
            Indicator indicator = line.byDefault;
            int stable = indicator.stableAfter();
            table.row(
                    indicator.spec().toString(),
                    line.definition.title(),
                    line.category(),
                    line.definition.unit(),
                    String.join(" ", indicator.valueNames()),
                    Integer.toString(indicator.definedAfter()),
                    Integer.toString(indicator.usableAfter()),
                    stable == Integer.MAX_VALUE ? "never" : Integer.toString(stable));
        }
        return table;
    }
}
