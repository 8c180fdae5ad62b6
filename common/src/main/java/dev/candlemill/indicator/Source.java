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

    double get(CandleWindow window, int back) {
        return single ? window.data()[window.place(first) + back] : combined(window, back);
    }

    private double combined(CandleWindow window, int back) {
        if (this == MEDIAN) {
            return (window.high(back) + window.low(back)) / 2;
        }
        double sum = typicalTimes3(window, back);
        return this == TYPICAL ? sum / 3 : sum;
    }

    /** Of all new candles of a window, and so many before them. */
    Line line(CandleWindow window, int before) {
        if (single) {
            return new Line(window.data(), window.newest(first));
        }
        int count = window.candles() + before;
        double[] combined = window.scratch(CandleWindow.COMBINED, count);
        double[] data = window.data();
        int high = window.newest(Field.HIGH);
        int low = window.newest(Field.LOW);
        int close = window.newest(Field.CLOSE);
        if (this == MEDIAN) {
            for (int i = 0; i < count; i++) {
                combined[i] = (data[high + i] + data[low + i]) / 2;
            }
        } else {
            double divisor = this == TYPICAL ? 3 : 1;
            for (int i = 0; i < count; i++) {
                combined[i] = (data[high + i] + data[low + i] + data[close + i]) / divisor;
            }
        }
        return new Line(combined, 0);
    }

    static double typicalTimes3(CandleWindow window, int back) {
        return window.high(back) + window.low(back) + window.close(back);
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
