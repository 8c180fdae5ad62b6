package dev.candlemill.chart;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * When a row of an export opens: an instant, or a day where only that is written.
 *
 * @param value epoch milliseconds, or the epoch day
 */
record ExportTime(boolean isDay, long value) {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,17}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /** Seconds until then are fewer than milliseconds from 1973 on. */
    private static final long LARGEST_SECONDS = 100_000_000_000L;

    /**
     * ISO 8601 with an offset, or without for UTC; a date; seconds or milliseconds since 1970.
     *
     * @throws DateTimeException for anything else
     */
    static ExportTime parse(String text) {
        if (NUMBER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            return new ExportTime(
                    false, Math.abs(number) < LARGEST_SECONDS ? number * 1000 : number);
        }
        if (DAY.matcher(text).matches()) {
            return new ExportTime(true, LocalDate.parse(text).toEpochDay());
        }
        String iso = text.replace(' ', 'T');
        boolean hasOffset = iso.endsWith("Z") || iso.matches(".*T.*[+-]\\d\\d:?\\d\\d");
        Instant instant =
                hasOffset
                        ? OffsetDateTime.parse(iso.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                                .toInstant()
                        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        return new ExportTime(false, instant.toEpochMilli());
    }

    @Override
    public String toString() {
        return isDay
                ? LocalDate.ofEpochDay(value).toString()
                : Instant.ofEpochMilli(value).toString();
    }
}
