package dev.candlemill.api.http;

import dev.candlemill.bar.PlainText;
import dev.candlemill.bar.Symbols;
import dev.candlemill.calendar.Timeframe;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts of requests as values. Each throws {@link IllegalArgumentException}: expected, found. */
final class Values {

    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");
    private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final int SHOWN = 40;
    private static final Pattern SETUP_ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final Map<String, Timeframe> TIMEFRAMES =
            Timeframe.all().stream()
                    .collect(Collectors.toUnmodifiableMap(Timeframe::wire, Function.identity()));
    private static final String TIMEFRAME_WORDS =
            Timeframe.all().stream().map(Timeframe::wire).collect(Collectors.joining(" "));

    private Values() {}

    static String symbol(String text) {
        if (!Symbols.isLegal(text)) {
            throw mistake(Symbols.EXPECTED, text);
        }
        return text;
    }

    static String setupId(String text) {
        if (!SETUP_ID.matcher(text).matches()) {
            throw mistake(
                    "1 to 64 lower case letters, digits, - and _, beginning with a letter or digit",
                    text);
        }
        return text;
    }

    static Timeframe timeframe(String text) {
        Timeframe timeframe = TIMEFRAMES.get(text);
        if (timeframe == null) {
            throw mistake("one of " + TIMEFRAME_WORDS, text);
        }
        return timeframe;
    }

    static Instant time(String text) {
        String expected =
                "a time like 2025-01-06T14:30:00Z or a date like 2025-01-06, from 1970 to 2199";
        try {
            Instant time =
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant();
            if (time.isBefore(FIRST) || !time.isBefore(END)) {
                throw mistake(expected, text);
            }
            return time;
        } catch (DateTimeException e) {
            throw mistake(expected, text);
        }
    }

    /** Charts ask far back, before there was anything. */
    static Instant epochSeconds(String text) {
        try {
            long seconds = Long.parseLong(text);
            if (seconds >= FIRST_SECOND && seconds < END.getEpochSecond()) {
                return Instant.ofEpochSecond(seconds);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw mistake("epoch seconds from the year 1 to 2199", text);
    }

    static int integer(String text, int min, int max) {
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max && text.charAt(0) != '+') {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw mistake("a whole number from " + min + " to " + max, text);
    }

    /** Without controls, which Postgres refuses, and without what is not seen. */
    static String text(String text, int maxLength) {
        if (text.isBlank() || text.length() > maxLength || !PlainText.isPlain(text)) {
            throw mistake("1 to " + maxLength + " characters, " + PlainText.EXPECTED, text);
        }
        return text;
    }

    static IllegalArgumentException mistake(String expected, String found) {
        return new IllegalArgumentException(
                "expected " + expected + ", found \"" + shown(found) + "\"");
    }

    private static String shown(String text) {
        String visible =
                text.codePoints()
                        .limit(SHOWN)
                        .map(c -> PlainText.isPlain(c) ? c : '?')
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return text.length() > SHOWN ? visible + "..." : visible;
    }
}
