package dev.candlemill.api.setup;

import dev.candlemill.api.Routes;
import dev.candlemill.api.http.Json;
import dev.candlemill.api.http.Query;
import dev.candlemill.api.http.Replies;
import dev.candlemill.api.security.Role;
import dev.candlemill.indicator.Indicator;
import dev.candlemill.indicator.IndicatorDefinition;
import dev.candlemill.indicator.IndicatorSet;
import dev.candlemill.indicator.Indicators;
import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import dev.candlemill.spec.Spec;
import dev.candlemill.strategy.Strategies;
import dev.candlemill.strategy.StrategyDefinition;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /strategies} and {@code /indicators}: what can be computed. Made once. */
public final class CatalogueRoutes {

    private final byte[] strategies;
    private final byte[] indicators;

    public CatalogueRoutes(Strategies strategies) {
        this.strategies =
                Json.bytes(
                        Map.of("strategies", strategies.all().stream().map(Strategy::of).toList()));
        this.indicators =
                Json.bytes(
                        new All(
                                IndicatorSet.catalogue().valueNames(),
                                Indicators.all().stream().map(Line::of).toList()));
    }

    /** Not a record, since "default" is no name for a component. */
    private static Map<String, Object> parameter(Parameter parameter) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", parameter.name());
        fields.put("kind", parameter.kind().name().toLowerCase(Locale.ROOT));
        fields.put("unit", parameter.unit());
        fields.put("min", finite(parameter.min()).orElse(null));
        fields.put("max", finite(parameter.max()).orElse(null));
        fields.put("default", parameter.defaultValue());
        fields.put("choices", parameter.choices());
        fields.put("description", parameter.description());
        return fields;
    }

    private static Optional<Double> finite(double value) {
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    private record Strategy(
            String name,
            String spec,
            String description,
            String events,
            String confidence,
            List<Map<String, Object>> parameters) {

        static Strategy of(StrategyDefinition definition) {
            Spec bare = new Spec(definition.name(), List.of(), Map.of());
            return new Strategy(
                    definition.name(),
                    Arguments.of(definition.parameters(), bare).toString(),
                    definition.description(),
                    definition.events(),
                    definition.confidence(),
                    definition.parameters().stream().map(CatalogueRoutes::parameter).toList());
        }
    }

    private record Line(
            String name,
            String spec,
            String title,
            String category,
            String unit,
            List<String> values,
            int definedAfter,
            int usableAfter,
            @Nullable Integer stableAfter,
            String source,
            List<Map<String, Object>> parameters) {

        static Line of(IndicatorDefinition definition) {
            Indicator byDefault = Indicators.of(definition.name());
            int stable = byDefault.stableAfter();
            return new Line(
                    definition.name(),
                    byDefault.spec().toString(),
                    definition.title(),
                    definition.category().name().toLowerCase(Locale.ROOT),
                    definition.unit(),
                    byDefault.valueNames(),
                    byDefault.definedAfter(),
                    byDefault.usableAfter(),
                    stable == Integer.MAX_VALUE ? null : stable,
                    definition.source(),
                    definition.parameters().stream().map(CatalogueRoutes::parameter).toList());
        }
    }

    private record All(List<String> columns, List<Line> indicators) {}

    public void addTo(Routes routes) {
        routes.add("GET", "/api/v1/strategies", Role.VIEWER, context -> send(context, strategies));
        routes.add("GET", "/api/v1/indicators", Role.VIEWER, context -> send(context, indicators));
    }

    private static void send(Context context, byte[] document) {
        new Query(context).check();
        Replies.tagged(context, document);
    }
}
