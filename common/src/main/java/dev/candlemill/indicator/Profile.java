package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Spec;
import java.util.ArrayList;
import java.util.List;

/** What an indicator with its parameters is called, reads, remembers and needs. */
final class Profile {

    private final Spec spec;
    private final List<String> valueNames;
    private final int[] lookback = new int[Field.values().length];
    private int stateSize;
    private Lengths lengths = Lengths.window(1);

    private Profile(Spec spec, List<String> valueNames) {
        this.spec = spec;
        this.valueNames = valueNames;
    }

    /** Values called after their base name and all parameters, {@code sma_20}. */
    static Profile of(Arguments arguments, String... baseNames) {
        Spec spec = arguments.canonical();
        List<String> names = new ArrayList<>();
        for (String baseName : baseNames) {
            List<String> parts = new ArrayList<>(List.of(baseName));
            spec.positional().forEach(number -> parts.add(number.replace('.', 'p')));
            parts.addAll(spec.named().values());
            names.add(String.join("_", parts));
        }
        return new Profile(spec, List.copyOf(names));
    }

    /** Values called by their bare names where the indicator is the catalogue's. */
    static Profile bareIf(String catalogued, Arguments arguments, String... baseNames) {
        Spec spec = arguments.canonical();
        return spec.toString().equals(catalogued)
                ? new Profile(spec, List.of(baseNames))
                : of(arguments, baseNames);
    }

    Profile reads(Field field, int candles) {
        lookback[field.ordinal()] = Math.max(lookback[field.ordinal()], candles);
        return this;
    }

    Profile reads(Source source, int candles) {
        source.fields().forEach(field -> reads(field, candles));
        return this;
    }

    Profile remembers(int doubles) {
        stateSize = doubles;
        return this;
    }

    Profile needs(Lengths newLengths) {
        lengths = newLengths;
        return this;
    }

    Spec spec() {
        return spec;
    }

    List<String> valueNames() {
        return valueNames;
    }

    int lookback(Field field) {
        return lookback[field.ordinal()];
    }

    int stateSize() {
        return stateSize;
    }

    Lengths lengths() {
        return lengths;
    }
}
