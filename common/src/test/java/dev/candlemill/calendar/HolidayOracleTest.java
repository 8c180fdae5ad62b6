package dev.candlemill.calendar;

import static dev.candlemill.calendar.CalendarFixture.calendar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dated lists against those who keep holidays for a living, weekday by weekday. */
class HolidayOracleTest {

    private static final String FULL_DAY = "16:00";
    private static final String XNYS_FILE = "shared/data/calendars/xnys.csv";

    @ParameterizedTest
    @ValueSource(strings = {"XNYS", "XNAS"})
    void agreesWithEveryClosureAndEarlyCloseFrom1998To2028(String venue) throws IOException {
        Path file = sharedCalendar();
        assumeTrue(Files.exists(file), "the closures of XNYS are not there: " + file);
        Map<LocalDate, String> expected = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] columns = line.split(",", -1);
            if (!columns[0].equals("date")) {
                String close = columns[1].equals("closed") ? "closed" : columns[2];
                expected.put(LocalDate.parse(columns[0]), close);
            }
        }
        assertThat(expected).hasSize(358);
        assertThat(otherThanFullDays(calendar(venue), 1998, 2028)).isEqualTo(expected);
    }

    @Test
    void agreesWithJollydayOnNewYork() {
        assertThat(closures(calendar("XNYS"), 1998, 2028))
                .isEqualTo(jollyday(HolidayCalendar.NYSE, 1998, 2028));
    }

    @Test
    void agreesWithJollydayOnLondon() {
        assertThat(closures(calendar("XLON"), 2005, 2027))
                .isEqualTo(jollyday(HolidayCalendar.UNITED_KINGDOM, 2005, 2027, "eng"));
    }

    private static Path sharedCalendar() {
        Path root = Path.of(System.getProperty("candlemill.root", "")).toAbsolutePath();
        Path file = root.resolveSibling(XNYS_FILE);
        for (Path folder = root; folder != null && !Files.exists(file); ) {
            file = folder.resolve(XNYS_FILE);
            folder = folder.getParent();
        }
        return file;
    }

    private static Map<LocalDate, String> otherThanFullDays(
            VenueCalendar calendar, int from, int to) {
        Map<LocalDate, String> days = new TreeMap<>();
        weekdays(from, to)
                .forEach(
                        day -> {
                            Session session = calendar.session((int) day.toEpochDay());
                            String close = session == null ? "closed" : close(calendar, session);
                            if (!close.equals(FULL_DAY)) {
                                days.put(day, close);
                            }
                        });
        return days;
    }

    private static String close(VenueCalendar calendar, Session session) {
        ZoneId zone = calendar.zone();
        return Instant.ofEpochMilli(session.closeTime()).atZone(zone).toLocalTime().toString();
    }

    private static Set<LocalDate> closures(VenueCalendar calendar, int from, int to) {
        return weekdays(from, to).stream()
                .filter(day -> calendar.session((int) day.toEpochDay()) == null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<LocalDate> jollyday(
            HolidayCalendar calendar, int from, int to, String... region) {
        HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(calendar));
        Set<LocalDate> holidays = new TreeSet<>();
        for (int year = from; year <= to; year++) {
            manager.getHolidays(Year.of(year), region).stream()
                    .map(Holiday::getDate)
                    .filter(HolidayOracleTest::isWeekday)
                    .forEach(holidays::add);
        }
        return holidays;
    }

    private static Set<LocalDate> weekdays(int from, int to) {
        return LocalDate.of(from, 1, 1)
                .datesUntil(LocalDate.of(to + 1, 1, 1))
                .filter(HolidayOracleTest::isWeekday)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isWeekday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }
}
