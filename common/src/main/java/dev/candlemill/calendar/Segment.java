package dev.candlemill.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An uninterrupted stretch of trading in venue-local minutes, counted from the midnight that begins
 * the session's date: negative on the evening before it, 1440 for 24:00.
 */
public record Segment(int openMinute, int closeMinute) {

    static final String EXPECTED =
            "segments such as \"09:30-16:00\" or \"09:00-11:30 12:30-15:00\" in whole 5 minutes,"
                    + " with < before a time on the previous day";

    private static final int DAY_MINUTES = 24 * 60;
    private static final Pattern FORM =
            Pattern.compile("(<?)(\\d{2}):(\\d{2})-(<?)(\\d{2}):(\\d{2})");

    /**
     * Reads segments that are separated by blanks, earliest first.
     *
     * @throws IllegalArgumentException naming what was expected
     */
    static List<Segment> parseAll(String text) {
        List<Segment> segments = new ArrayList<>();
        int earliest = -DAY_MINUTES;
        for (String part : text.trim().split("\\s+", -1)) {
            Segment segment = parse(part);
            if (segment.openMinute < earliest || segment.closeMinute <= segment.openMinute) {
                throw new IllegalArgumentException("\"" + text + "\" runs backwards");
            }
            earliest = segment.closeMinute;
            segments.add(segment);
        }
        // A longer one would overlap the session of the next day.
        if (earliest - segments.get(0).openMinute > DAY_MINUTES) {
            throw new IllegalArgumentException("\"" + text + "\" is longer than 24 hours");
        }
        return List.copyOf(segments);
    }

    private static Segment parse(String part) {
        Matcher matcher = FORM.matcher(part);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected " + EXPECTED + ", found \"" + part + "\"");
        }
        return new Segment(
                minute(matcher.group(1), matcher.group(2), matcher.group(3)),
                minute(matcher.group(4), matcher.group(5), matcher.group(6)));
    }

    private static int minute(String previousDay, String hours, String minutes) {
        int minute = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
        if (minute > DAY_MINUTES
                || Integer.parseInt(minutes) > 59
                || minute % Timeframe.SLOT_MINUTES != 0) {
            throw new IllegalArgumentException(
                    "expected a time of whole 5 minutes from 00:00 to 24:00, found \""
                            + hours
                            + ":"
                            + minutes
                            + "\"");
        }
        return previousDay.isEmpty() ? minute : minute - DAY_MINUTES;
    }

    public int minutes() {
        return closeMinute - openMinute;
    }

    long openTime(int date, ZoneId zone) {
        return instant(date, openMinute, zone);
    }

    long closeTime(int date, ZoneId zone) {
        return instant(date, closeMinute, zone);
    }

    /** Wall-clock arithmetic first, the zone last: a clock change must not move the open. */
    static long instant(int date, int minute, ZoneId zone) {
        LocalDateTime local = LocalDate.ofEpochDay(date).atStartOfDay().plusMinutes(minute);
        return local.atZone(zone).toInstant().toEpochMilli();
    }
}
