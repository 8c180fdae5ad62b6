package dev.candlemill.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {

    private static final int RANDOM_NUMBERS = 200_000;

    private static String text(JsonText json) {
        return new String(json.toBytes(), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "17, 17.0",
        "-17.5, -17.5",
        "0.1, 0.1",
        "0.07, 0.07",
        "-0.00012345, -0.00012345",
        "66123.450, 66123.45",
        "12345678.9, 12345678.9",
        "9999999999999.99, 9999999999999.99",
        "0.30000000000000004, 0.30000000000000004",
        "61.25388888888889, 61.25388888888889",
        "1e-9, 1.0E-9",
        "1.7976931348623157e308, 1.7976931348623157E308",
        "NaN, null",
        "-Infinity, null"
    })
    void numbersAreTheShortestThatReadBackTheSame(double number, String expected) {
        assertThat(text(new JsonText(0).number(number))).isEqualTo(expected);
    }

    @Test
    void everyNumberReadsBackTheSameAndNoLongerThanJavaWritesIt() {
        Random random = new Random(7);
        for (int i = 0; i < RANDOM_NUMBERS; i++) {
            double number =
                    switch (i % 4) {
                        case 0 -> Double.longBitsToDouble(random.nextLong());
                        case 1 -> random.nextInt() / 100.0;
                        case 2 -> random.nextLong() / 1e8;
                        default -> random.nextGaussian() * 100;
                    };
            if (Double.isFinite(number)) {
                String written = text(new JsonText(0).number(number));
                assertThat(Double.parseDouble(written)).isEqualTo(number);
                assertThat(digits(written)).isLessThanOrEqualTo(digits(Double.toString(number)));
            }
        }
    }

    /** Without the exponent, the point and zeros at either end. */
    private static int digits(String number) {
        return number.replaceAll("E.*|[-.]", "").replaceAll("^0+|0+$", "").length();
    }

    @Test
    void growsAsItIsWritten() {
        JsonText json = new JsonText(0).raw('[');
        for (int i = 0; i < 100; i++) {
            json.whole(Long.MIN_VALUE).raw(',');
        }

        assertThat(text(json.value("\"ü\n").raw("]")))
                .hasSize(1 + 100 * 21 + 9)
                .endsWith("-9223372036854775808,\"\\\"??\\n\"]".replace("??", "\ufffd\ufffd"));
    }
}
