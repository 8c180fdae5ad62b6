package dev.candlemill.provider.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    private static final long[] TENS = new long[MOST_DIGITS + 1];

    static {
        Arrays.setAll(TENS, i -> (long) POWERS[i]);
    }

    private boolean isNumber;

    // -- of the number that is being parsed
    private long mantissa;
    private int digits;
    private int scale;
    private int zeros;
    private boolean inFraction;
    private boolean anyDigit;

    /** Whether the last {@link #parse} found a number. */
    boolean isNumber() {
        return isNumber;
    }

    /**
     * A mantissa and a power of ten that are both exact give the nearest double in one division
     * (Clinger); everything else is left to the JDK. A negative zero becomes zero.
     */
    double parse(byte[] bytes, int from, int to) {
        boolean signed = from < to && (bytes[from] == '-' || bytes[from] == '+');
        reset();
        for (int at = signed ? from + 1 : from; at < to; at++) {
            if (!take(bytes[at])) {
                return slow(bytes, from, to);
            }
        }
        if (!anyDigit || mantissa > EXACT_MANTISSA) {
            return slow(bytes, from, to);
        }
        isNumber = true;
        double value = mantissa / POWERS[scale];
        return signed && bytes[from] == '-' ? 0.0 - value : value;
    }

    private void reset() {
        mantissa = 0;
        digits = 0;
        scale = 0;
        zeros = 0;
        inFraction = false;
        anyDigit = false;
    }

    /** False when the fast way ends here. */
    private boolean take(byte b) {
        int digit = b - '0';
        if (digit < 0 || digit > 9) {
            boolean firstPoint = b == '.' && !inFraction;
            inFraction = true;
            return firstPoint;
        }
        anyDigit = true;
        if (inFraction && digit == 0) {
            zeros++;
            return true;
        }
        return takeDigit(digit);
    }

    /** Zeros of the fraction count once another digit follows them. */
    private boolean takeDigit(int digit) {
        int shift = inFraction ? zeros + 1 : 1;
        zeros = 0;
        scale += inFraction ? shift : 0;
        digits += mantissa == 0 ? Math.min(1, digit) : shift;
        if (digits > MOST_DIGITS || scale >= POWERS.length) {
            return false;
        }
        mantissa = mantissa == 0 ? digit : mantissa * TENS[shift] + digit;
        return true;
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
