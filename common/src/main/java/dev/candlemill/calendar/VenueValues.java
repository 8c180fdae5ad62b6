package dev.candlemill.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.MonthDay;
import java.time.Year;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The forms that values of a venue file may have. Each throws {@link IllegalArgumentException}
 * saying what was expected and what was found.
 */
final class VenueValues {

    private static final List<String> DAY_NAMES =
            List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private VenueValues() {}

    static String notEmpty(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty: say where the data comes from");
        }
        return text;
    }

    static int year(String text) {
        if (!text.matches("(19|20)\\d{2}")) {
            throw new IllegalArgumentException(
                    "expected a year from 1900 to 2099, found \"" + text + "\"");
        }
        return Year.parse(text).getValue();
    }

    static Alignment alignment(String text) {
        try {
            return Alignment.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected SESSION, CLOCK or UTC, found \"" + text + "\"", e);
        }
    }

    static boolean yesOrNo(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("expected true or false, found \"" + text + "\"");
        }
        return text.equals("true");
    }

    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    String.format(
                            "expected a zone such as Europe/London or -05:00, found \"%s\"%s",
                            text, Spelling.didYouMean(text, ZoneId.getAvailableZoneIds())),
                    e);
        }
    }

    static Set<MonthDay> monthDays(String text) {
        Set<MonthDay> days = new LinkedHashSet<>();
        for (String part : BLANKS.split(text, -1)) {
            if (!part.isEmpty() && !days.add(monthDay(part))) {
                throw new IllegalArgumentException(part + " is named twice");
            }
        }
        return days;
    }

    private static MonthDay monthDay(String text) {
        try {
            return MonthDay.parse("--" + text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected days such as \"07-03 12-24\", found \"" + text + "\"", e);
        }
    }

    static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = new HashSet<>();
        for (String part : BLANKS.split(text, -1)) {
            String[] ends = part.split("-", -1);
            int first = DAY_NAMES.indexOf(ends[0]);
            int last = DAY_NAMES.indexOf(ends[ends.length - 1]);
            if (ends.length > 2 || first < 0 || last < 0) {
                throw new IllegalArgumentException(
                        "expected days such as \"Mon-Fri\" or \"Sun Mon\", found \"" + part + "\"");
            }
            for (int day = first; day != last; day = (day + 1) % 7) {
                days.add(DayOfWeek.of(day + 1));
            }
            days.add(DayOfWeek.of(last + 1));
        }
        return Set.copyOf(days);
    }
}
