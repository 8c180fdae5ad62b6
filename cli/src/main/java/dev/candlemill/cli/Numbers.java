package dev.candlemill.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;

/** How numbers are printed. */
final class Numbers {

    private Numbers() {}

    /** {@code 12.34 %} for 0.1234; {@code -} for none. */
    static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", share * 100);
    }

    /** Up to eight significant digits; {@code -} for none. */
    static String plain(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.8g", value)
                        .replaceFirst("(\\.\\d*?)0+(?=$|e)", "$1")
                        .replaceFirst("\\.(?=$|e)", "");
    }

    /** NaN is null. */
    static void write(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
