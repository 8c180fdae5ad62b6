package dev.candlemill.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {

    private final CsvLine line = new CsvLine();

    @ParameterizedTest
    @CsvSource({
        "167.65, 167.65",
        "20000.0, 20000",
        "1.0E10, 10000000000",
        "0.0, 0",
        "-0.0, -0",
        "-2.5, -2.5",
        "1.0E-7, 0.0000001",
        "9.99E-8, 9.99E-8",
        "1.0E15, 1.0E15",
        "999999999999999.9, 999999999999999.9",
        "0.1, 0.1",
        "30000.12345678, 30000.12345678",
        "123.00000001, 123.00000001",
        "2.0E-5, 0.00002",
        "4.9E-324, 4.9E-324",
        "NaN, NaN"
    })
    void writesShortPlainDecimals(double value, String expected) {
        assertThat(decimal(value)).isEqualTo(expected);
    }

    @Test
    void writesDoublesThatReadBackExactly() {
        Random random = new Random(7);
        for (int i = 0; i < 300_000; i++) {
            double value = randomDouble(random, i);
            if (!Double.isNaN(value)) {
                String text = decimal(value);
                assertThat(Double.doubleToRawLongBits(Double.parseDouble(text)))
                        .as(text)
                        .isEqualTo(Double.doubleToRawLongBits(value));
                assertThat(text.length()).isLessThanOrEqualTo(26);
                double absolute = Math.abs(value);
                if (absolute >= 1e-7 && absolute < 1e15) {
                    assertThat(text).doesNotContain("E").doesNotEndWith(".0");
                }
            }
        }
    }

    private static double randomDouble(Random random, int i) {
        return switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> Math.round(random.nextDouble() * 1e6) / 100.0;
            case 2 -> random.nextDouble() * Math.pow(10, random.nextInt(25) - 10);
            default -> -Math.round(random.nextDouble() * 1e9) / 1e4 + 0.1 * random.nextInt(9);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-07-02T13:30:00Z",
                "1969-12-31T23:59:59Z",
                "2262-04-11T23:47:16.854Z",
                "+12345-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z"
            })
    void writesAndReadsTimes(String text) {
        long time = Instant.parse(text).toEpochMilli();
        assertThat(end(line.time(time))).isEqualTo(text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(CsvTime.parse(bytes, 0, bytes.length)).isEqualTo(time);
    }

    @Test
    void leavesTheCellEmptyWhereThereIsNoTime() {
        assertThat(end(line.time(Long.MIN_VALUE).integer(1))).isEqualTo(",1");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "AAPL, AAPL",
                "^GSPC, ^GSPC",
                "=cmd(), '=cmd()",
                "+1, '+1",
                "-1, '-1",
                "@x, '@x",
                "'=x, ''=x",
                "'plain, 'plain",
                "`a,b`, `\"a,b\"`",
                "`=a,\"b`, `\"'=a,\"\"b\"`",
                "'; DROP TABLE x, '; DROP TABLE x"
            })
    void protectsText(String text, String expected) {
        assertThat(CsvText.cell(text)).isEqualTo(expected);
        if (!expected.startsWith("\"")) {
            assertThat(CsvText.unprotect(expected)).isEqualTo(text);
        }
    }

    @Test
    void keepsEveryRowOnOneLine() {
        assertThat(CsvText.cell("a\nb\r\u0000c")).isEqualTo("a?b??c");
        assertThat(CsvText.cell("\t=x")).isEqualTo("'?=x");
    }

    private String decimal(double value) {
        return end(line.decimal(value));
    }

    private static String end(CsvLine line) {
        String text = new String(line.end(), StandardCharsets.UTF_8);
        return text.substring(0, text.length() - 1);
    }
}
