package dev.candlemill.api.http;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON document that is written number by number: for candles by the thousand, where a generator
 * that checks every call costs more than the query. Commas and brackets are the caller's.
 */
public final class JsonText {

    /** Prices and volumes seldom have more decimals. */
    private static final double[] POWERS = {1e2, 1e4, 1e8};

    /** Decimals of up to 15 digits and doubles belong to each other one to one. */
    private static final double EXACT = 1e15;

    private static final long[] TENS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
    };

    private static final int LONGEST_NUMBER = 26;
    private static final byte[] NULL = ascii("null");

    private byte[] bytes;
    private int size;

    public JsonText(int expectedSize) {
        bytes = new byte[Math.max(LONGEST_NUMBER, expectedSize)];
    }

    /** Text that is ASCII and valid as it is. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** As it is. */
    public JsonText raw(byte[] text) {
        reserve(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
        return this;
    }

    /** As it is. */
    public JsonText raw(String ascii) {
        return raw(ascii(ascii));
    }

    public JsonText raw(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    /** Anything that has a form on the wire: texts, times, records, null. */
    public JsonText value(Object value) {
        return raw(Json.bytes(value));
    }

    public JsonText whole(long number) {
        reserve(LONGEST_NUMBER);
        size = NumberOutput.outputLong(number, bytes, size);
        return this;
    }

    /**
     * The shortest decimal that reads back the same, with at least one digit behind the point; null
     * for what is not finite.
     */
    public JsonText number(double number) {
        if (!Double.isFinite(number)) {
            return raw(NULL);
        }
        for (int i = 0; i < POWERS.length; i++) {
            double scaled = number * POWERS[i];
            long rounded = Math.round(scaled);
            if (Math.abs(scaled) < EXACT && rounded / POWERS[i] == number && rounded != 0) {
                return decimal(rounded, 2 << i);
            }
        }
        return raw(NumberOutput.toString(number, true));
    }

    /** Without the zeros at its end. */
    private JsonText decimal(long unscaled, int decimals) {
        long digits = Math.abs(unscaled);
        int scale = decimals;
        while (scale > 1 && digits % 10 == 0) {
            digits /= 10;
            scale--;
        }
        reserve(LONGEST_NUMBER);
        if (unscaled < 0) {
            bytes[size++] = '-';
        }
        long whole = digits / TENS[scale];
        long fraction = digits - whole * TENS[scale];
        size = NumberOutput.outputLong(whole, bytes, size);
        bytes[size++] = '.';
        for (int i = scale - 1; i >= 0; i--) {
            bytes[size + i] = (byte) ('0' + fraction % 10);
            fraction /= 10;
        }
        size += scale;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
