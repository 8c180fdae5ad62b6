package dev.candlemill.indicator;

import dev.candlemill.spec.Arguments;
import dev.candlemill.spec.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which number of a candle a formula is of. */
enum Source {
    CLOSE(Field.CLOSE),
    OPEN(Field.OPEN),
    HIGH(Field.HIGH),
    LOW(Field.LOW),
    VOLUME(Field.VOLUME),
    /** (high + low) / 2. */
    MEDIAN(Field.HIGH, Field.LOW),
    /** (high + low + close) / 3. */
    TYPICAL(Field.HIGH, Field.LOW, Field.CLOSE),
    /** Where only proportions matter: saves a division per look. Not for users. */
    TYPICAL_TIMES_3(Field.HIGH, Field.LOW, Field.CLOSE);

    static final String PARAMETER = "source";

    private final List<Field> fields;
    private final Field first;
    private final boolean single;

    Source(Field... fields) {
        this.fields = List.of(fields);
        first = fields[0];
        single = fields.length == 1;
    }

    List<Field> fields() {
        return fields;
    }

    double get(CandleWindow window, double[] state, int back) {
        return single ? state[window.place(first) + back] : combined(window, state, back);
    }

    private double combined(CandleWindow window, double[] state, int back) {
        if (this == MEDIAN) {
            return (window.high(state, back) + window.low(state, back)) / 2;
        }
        double sum = typicalTimes3(window, state, back);
        return this == TYPICAL ? sum / 3 : sum;
    }

    /** Whether it is one field, whose values then stand side by side. */
    boolean single() {
        return single;
    }

    /** Where the newest value of a single field stands; older ones follow. */
    int place(CandleWindow window) {
        return window.place(first);
    }

    static double typicalTimes3(CandleWindow window, double[] state, int back) {
        return window.high(state, back) + window.low(state, back) + window.close(state, back);
    }

    static Parameter parameter() {
        return parameter(CLOSE);
    }

    static Parameter parameter(Source byDefault) {
        List<String> names = new ArrayList<>(List.of(byDefault.word()));
        for (Source source : values()) {
            if (source != byDefault && source != TYPICAL_TIMES_3) {
                names.add(source.word());
            }
        }
        return Parameter.choice(PARAMETER, names, "which number of a candle it is of");
    }

    static Source of(Arguments arguments) {
        return valueOf(arguments.choice(PARAMETER).toUpperCase(Locale.ROOT));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
