package dev.candlemill.provider.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalParserTest {

    private final DecimalParser parser = new DecimalParser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "000123.4500",
                "+1.5",
                ".5",
                "5.",
                "1e3",
                "1E-7",
                "4.9e-324",
                "9007199254740993",
                "0.1",
                "65010.10000000",
                "26822310.11220000",
                "123456789012345678901234567890",
                "0.00000000000000000000000001",
                "1e400",
                "0.000000000000000000001",
                "999999999999999999"
            })
    void agreesWithTheJdk(String text) {
        assertThat(parse(text)).isEqualTo(Double.parseDouble(text) + 0.0);
        assertThat(parser.isNumber()).isTrue();
    }

    @Test
    void agreesWithTheJdkOnRandomDecimals() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            long digits = random.nextLong() >> random.nextInt(63);
            String text = BigDecimal.valueOf(digits, random.nextInt(25)).toPlainString();
            assertThat(parse(text)).isEqualTo(Double.parseDouble(text) + 0.0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "1d", "1f", "0x1p3", "1,5", "1 5", "--1", "1e", "null"})
    void refusesWhatIsNoDecimal(String text) {
        parse(text);
        assertThat(parser.isNumber()).isFalse();
    }

    private double parse(String text) {
        byte[] bytes = ("x" + text + "9").getBytes(StandardCharsets.US_ASCII);
        return parser.parse(bytes, 1, bytes.length - 1);
    }
}
