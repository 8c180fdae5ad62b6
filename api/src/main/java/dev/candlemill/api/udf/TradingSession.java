package dev.candlemill.api.udf;

import dev.candlemill.calendar.Segment;
import dev.candlemill.calendar.VenueCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The usual hours of a venue as the UDF writes them: {@code 0900-1130,1230-1530}, venue-local; who
 * begins on the evening before has a close that is not after its open. Weekdays follow where they
 * are not Monday to Friday, 1 is Sunday.
 */
final class TradingSession {

    static final String ALWAYS = "24x7";

    private static final int DAY_MINUTES = 24 * 60;
    private static final Set<DayOfWeek> WEEKDAYS =
            Set.of(
                    DayOfWeek.MONDAY,
                    DayOfWeek.TUESDAY,
                    DayOfWeek.WEDNESDAY,
                    DayOfWeek.THURSDAY,
                    DayOfWeek.FRIDAY);

    private TradingSession() {}

    /** Those that hold then; an early close or a holiday on that day changes nothing. */
    static String of(VenueCalendar calendar, Instant time) {
        int date = (int) time.atZone(calendar.zone()).toLocalDate().toEpochDay();
        List<Segment> hours = calendar.usualHours(date);
        Set<DayOfWeek> days = calendar.usualDays(date);
        boolean isAllDay = hours.size() == 1 && hours.get(0).minutes() == DAY_MINUTES;
        if (isAllDay && days.size() == DayOfWeek.values().length) {
            return ALWAYS;
        }
        String session =
                hours.stream()
                        .map(part -> clock(part.openMinute()) + "-" + clock(part.closeMinute()))
                        .collect(Collectors.joining(","));
        return days.equals(WEEKDAYS) ? session : session + ":" + digits(days);
    }

    private static String clock(int minute) {
        int ofDay = Math.floorMod(minute, DAY_MINUTES);
        return "%02d%02d".formatted(ofDay / 60, ofDay % 60);
    }

    private static String digits(Set<DayOfWeek> days) {
        return days.stream()
                .map(day -> day.getValue() % 7 + 1)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining());
    }
}
