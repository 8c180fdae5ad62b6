package dev.candlemill.csv;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** Times as {@code 2025-07-02T13:30:00Z} and back, without the cost of a general parser. */
final class CsvTime {

    private static final long DAY = 86_400_000L;
    private static final int LENGTH = "2025-07-02T13:30:00Z".length();
    private static final int FIRST_DAY = (int) LocalDate.of(0, 1, 1).toEpochDay();
    private static final int LAST_DAY = (int) LocalDate.of(9999, 12, 31).toEpochDay();

    private CsvTime() {}

    /** Whether the short form can say it: whole seconds of the years 0 to 9999. */
    static boolean isShort(long time) {
        long day = Math.floorDiv(time, DAY);
        return day >= FIRST_DAY && day <= LAST_DAY && Math.floorMod(time, 1000) == 0;
    }

    static String format(long time) {
        return Instant.ofEpochMilli(time).toString();
    }

    /** Epoch milliseconds of the ASCII text in {@code [from, to)}. */
    static long parse(byte[] bytes, int from, int to) {
        if (to - from != LENGTH || bytes[to - 1] != 'Z') {
            return Instant.parse(new String(bytes, from, to - from, StandardCharsets.UTF_8))
                    .toEpochMilli();
        }
        long day =
                LocalDate.of(
                                digits(bytes, from, 4),
                                digits(bytes, from + 5, 2),
                                digits(bytes, from + 8, 2))
                        .toEpochDay();
        int seconds =
                digits(bytes, from + 11, 2) * 3600
                        + digits(bytes, from + 14, 2) * 60
                        + digits(bytes, from + 17, 2);
        return day * DAY + seconds * 1000L;
    }

    private static int digits(byte[] bytes, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("not a time: digit expected");
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
