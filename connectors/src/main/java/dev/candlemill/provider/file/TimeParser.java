package dev.candlemill.provider.file;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A stamp to epoch milliseconds: ISO-8601 with {@code Z} or an offset, or local to the run's zone,
 * with {@code T} or a blank, seconds optional; or a count since 1970 in s, ms, us or ns, told apart
 * by its magnitude.
 */
final class TimeParser {

    private static final long SECONDS_BELOW = 100_000_000_000L;
    private static final long MILLIS_BELOW = 100_000_000_000_000L;
    private static final long MICROS_BELOW = 100_000_000_000_000_000L;
    private static final int DATE_LENGTH = 10;
    private static final int MINUTE_LENGTH = 16;
    private static final int[] MONTH_DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final LocalOffsets offsets;
    private byte[] bytes = {};
    private int at;
    private int to;
    private @Nullable String problem;
    private boolean dateOnly;

    TimeParser(ZoneId zone) {
        offsets = new LocalOffsets(zone);
    }

    /** Why the last {@link #parse} gave no time, or null when it did. */
    @Nullable String problem() {
        return problem;
    }

    boolean dateOnly() {
        return dateOnly;
    }

    long parse(byte[] text, int from, int until) {
        bytes = text;
        at = from;
        to = until;
        problem = null;
        dateOnly = false;
        if (until - from < DATE_LENGTH || isDigitsOrSign(from, 5)) {
            return epoch(from);
        }
        return calendar(from);
    }

    private boolean isDigitsOrSign(int from, int count) {
        for (int i = from; i < from + count; i++) {
            if ((!isDigit(bytes[i]) && bytes[i] != '-') || (i == from + 4 && bytes[i] == '-')) {
                return false;
            }
        }
        return true;
    }

    private long epoch(int from) {
        boolean negative = at < to && bytes[at] == '-';
        at += negative ? 1 : 0;
        long value = 0;
        int first = at;
        while (at < to && isDigit(bytes[at])) {
            int digit = bytes[at++] - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return fail("time: too many digits");
            }
            value = value * 10 + digit;
        }
        boolean zeroFraction = at < to && bytes[at] == '.' && isZeros(at + 1);
        if (at == first || (at < to && !zeroFraction)) {
            return fail(from == to ? "time: empty" : "time: neither ISO-8601 nor an epoch");
        }
        long millis = toMillis(value);
        return negative ? -millis : millis;
    }

    /** {@code 1720000000.0}, as data frames write integers. */
    private boolean isZeros(int from) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != '0') {
                return false;
            }
        }
        return true;
    }

    private static long toMillis(long value) {
        if (value < SECONDS_BELOW) {
            return value * 1000;
        }
        if (value < MILLIS_BELOW) {
            return value;
        }
        return value < MICROS_BELOW ? value / 1000 : value / 1_000_000;
    }

    private long calendar(int from) {
        byte separator = bytes[from + 4];
        if ((separator != '-' && separator != '/') || bytes[from + 7] != separator) {
            return fail("time: neither ISO-8601 nor an epoch");
        }
        int year = two(from) * 100 + two(from + 2);
        int month = two(from + 5);
        int day = two(from + 8);
        if (problem != null || !isDate(year, month, day)) {
            return fail("time: no such date");
        }
        long days = epochDay(year, month, day);
        at = from + DATE_LENGTH;
        if (at == to) {
            dateOnly = true;
            return local(days * 86_400, 0);
        }
        return clock(from, days * 86_400);
    }

    private long clock(int from, long dayStart) {
        boolean separated = bytes[at] == 'T' || bytes[at] == ' ' || bytes[at] == 't';
        if (!separated || to - from < MINUTE_LENGTH || bytes[from + 13] != ':') {
            return fail("time: expected yyyy-MM-dd HH:mm[:ss]");
        }
        int hour = two(from + 11);
        int minute = two(from + 14);
        int second = 0;
        at = from + MINUTE_LENGTH;
        if (to - at >= 3 && bytes[at] == ':') {
            second = two(at + 1);
            at += 3;
        }
        if (problem != null || hour > 23 || minute > 59 || second > 59) {
            return fail("time: no such time of day");
        }
        int millis = fraction();
        return zoned(dayStart + hour * 3600L + minute * 60L + second, millis);
    }

    /** Beyond milliseconds digits are dropped: a bar with such a stamp is off every grid anyway. */
    private int fraction() {
        if (at >= to || (bytes[at] != '.' && bytes[at] != ',')) {
            return 0;
        }
        at++;
        int millis = 0;
        int weight = 100;
        while (at < to && isDigit(bytes[at])) {
            millis += (bytes[at++] - '0') * weight;
            weight /= 10;
        }
        return millis;
    }

    private long zoned(long seconds, int millis) {
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        if (at == to) {
            return local(seconds, millis);
        }
        boolean utc =
                to - at == 3 && bytes[at] == 'U' && bytes[at + 1] == 'T' && bytes[at + 2] == 'C';
        if (utc || (to - at == 1 && (bytes[at] == 'Z' || bytes[at] == 'z'))) {
            return seconds * 1000 + millis;
        }
        return offset(seconds, millis);
    }

    private long offset(long seconds, int millis) {
        int sign = bytes[at] == '+' ? 1 : bytes[at] == '-' ? -1 : 0;
        int length = to - at - 1;
        boolean colon = length == 5 && bytes[at + 3] == ':';
        if (sign == 0 || (length != 2 && length != 4 && !colon)) {
            return fail("time: expected Z or an offset such as +09:00 after it");
        }
        int hours = two(at + 1);
        int minutes = length == 2 ? 0 : two(at + (colon ? 4 : 3));
        if (problem != null || hours > 18 || minutes > 59) {
            return fail("time: no such offset");
        }
        return (seconds - sign * (hours * 3600L + minutes * 60L)) * 1000 + millis;
    }

    private long local(long seconds, int millis) {
        long offset = offsets.at(seconds);
        problem = offsets.problem();
        return (seconds - offset) * 1000 + millis;
    }

    private int two(int index) {
        byte tens = bytes[index];
        byte ones = bytes[index + 1];
        if (!isDigit(tens) || !isDigit(ones)) {
            problem = "time: not a digit";
        }
        return (tens - '0') * 10 + ones - '0';
    }

    private long fail(String why) {
        problem = why;
        return 0;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isDate(int year, int month, int day) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= MONTH_DAYS[month - 1]
                && (leap || month != 2 || day < 29);
    }

    /** Days since 1970-01-01 in the Gregorian calendar, years counted from March. */
    private static long epochDay(int year, int month, int day) {
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
