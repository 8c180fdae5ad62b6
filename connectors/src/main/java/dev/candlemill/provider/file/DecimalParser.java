package dev.candlemill.provider.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Decimal text to the nearest double, exactly as {@link Double#parseDouble}, without what only Java
 * understands (hexadecimal, {@code 1d}). NaN and infinities are numbers here: they are rejected
 * later, with their own reason.
 */
final class DecimalParser {

    private static final long EXACT_MANTISSA = 1L << 53;
    private static final int MOST_DIGITS = 18;

    /** Powers of ten that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    private boolean isNumber;

    /** Whether the last {@link #parse} found a number. */
    boolean isNumber() {
        return isNumber;
    }

    /**
     * A mantissa and a power of ten that are both exact give the nearest double in one division
     * (Clinger); everything else is left to the JDK. A negative zero becomes zero.
     */
    double parse(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        if (negative || at < to && bytes[at] == '+') {
            at++;
        }
        long mantissa = 0;
        int digits = 0;
        int scale = 0;
        int zeros = 0;
        boolean inFraction = false;
        boolean anyDigit = false;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                anyDigit = true;
                if (inFraction && digit == 0) {
                    zeros++;
                    continue;
                }
                int shift = inFraction ? zeros + 1 : 1;
                digits += mantissa == 0 ? 1 : shift;
                scale += inFraction ? shift : 0;
                if (digits > MOST_DIGITS || scale >= POWERS.length) {
                    return slow(bytes, from, to);
                }
                mantissa = mantissa == 0 ? digit : mantissa * (long) POWERS[shift] + digit;
                digits = mantissa == 0 ? 0 : digits;
                zeros = 0;
            } else if (bytes[at] == '.' && !inFraction) {
                inFraction = true;
            } else {
                return slow(bytes, from, to);
            }
        }
        if (!anyDigit || mantissa > EXACT_MANTISSA) {
            return slow(bytes, from, to);
        }
        isNumber = true;
        double value = mantissa / POWERS[scale];
        return negative ? 0.0 - value : value;
    }

    private double slow(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        isNumber = true;
        switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> {
                return Double.NaN;
            }
            case "inf", "+inf", "infinity", "+infinity" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-inf", "-infinity" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {
                return decimal(text);
            }
        }
    }

    private double decimal(String text) {
        isNumber = !text.isEmpty() && text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
        if (!isNumber) {
            return 0;
        }
        try {
            return Double.parseDouble(text) + 0.0;
        } catch (NumberFormatException e) {
            isNumber = false;
            return 0;
        }
    }
}
