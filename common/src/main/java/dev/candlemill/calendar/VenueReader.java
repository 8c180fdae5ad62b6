package dev.candlemill.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads one venue of the file, strictly; what is wrong goes to the section's error list. */
final class VenueReader {

    private static final List<String> KEYS =
            List.of(
                    "like",
                    "name",
                    "note",
                    "source",
                    "zone",
                    "covered",
                    "alignment",
                    "negativePrices",
                    "aliases",
                    "hours",
                    "closedEveryYear",
                    "closed",
                    "otherHours");
    private static final List<String> DAY_NAMES =
            List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<Segment> NO_SEGMENTS = List.of(new Segment(0, 24 * 60));
    private static final Pattern MONTH_DAY = Pattern.compile("\\d{2}-\\d{2}");

    private final String id;
    private final YamlSection venue;
    private int firstYear;
    private int lastYear;

    VenueReader(String id, YamlSection venue) {
        this.id = id;
        this.venue = venue;
    }

    VenueRules read() {
        venue.allowOnly(KEYS);
        if (!id.matches("[A-Z][A-Z0-9]*")) {
            venue.error("expected an id of capital letters and digits, found \"" + id + "\"");
        }
        venue.required("source", "", VenueReader::notEmpty);
        readCoveredYears();
        VenueRules rules =
                new VenueRules(
                        id,
                        venue.required("zone", ZoneOffset.UTC, ZoneId::of),
                        firstYear,
                        lastYear,
                        venue.parsed("alignment", Alignment.SESSION, VenueReader::alignment),
                        venue.parsed("negativePrices", false, VenueReader::yesOrNo),
                        new LinkedHashSet<>(venue.texts("aliases")),
                        weeklyHours(),
                        closed(),
                        venue.parsed("closedEveryYear", Set.of(), VenueReader::monthDays),
                        otherHours());
        new VenueChecks(rules, venue).run();
        return rules;
    }

    private void readCoveredYears() {
        YamlSection covered = venue.section("covered");
        if (covered == null) {
            venue.error("covered", "is missing: expected from and to years");
            return;
        }
        covered.allowOnly(List.of("from", "to"));
        firstYear = covered.required("from", 0, VenueReader::year);
        lastYear = covered.required("to", 0, VenueReader::year);
        if (lastYear < firstYear) {
            covered.error("to", "expected " + firstYear + " or later, found " + lastYear);
            lastYear = firstYear;
        }
    }

    private List<WeeklyHours> weeklyHours() {
        List<WeeklyHours> weekly = new ArrayList<>();
        venue.sections("hours")
                .forEach(
                        (from, rule) -> {
                            rule.allowOnly(List.of("days", "regular", "extended"));
                            weekly.add(
                                    new WeeklyHours(
                                            date(from, rule),
                                            rule.required("days", Set.of(), VenueReader::days),
                                            tradingHours(rule)));
                        });
        weekly.sort(Comparator.comparingInt(WeeklyHours::fromDate));
        int newYear = (int) LocalDate.of(firstYear, 1, 1).toEpochDay();
        if (weekly.isEmpty() || weekly.get(0).fromDate() > newYear) {
            venue.error("hours", "expected a first rule from " + firstYear + "-01-01 or before");
        }
        if (weekly.isEmpty()) {
            weekly.add(new WeeklyHours(newYear, Set.of(), new TradingHours(NO_SEGMENTS, null)));
        }
        return List.copyOf(weekly);
    }

    private static TradingHours tradingHours(YamlSection rule) {
        List<Segment> regular = rule.required("regular", NO_SEGMENTS, Segment::parseAll);
        return new TradingHours(
                regular,
                rule.has("extended")
                        ? rule.parsed("extended", NO_SEGMENTS, Segment::parseAll)
                        : null);
    }

    private Set<Integer> closed() {
        YamlSection closed = venue.section("closed");
        if (closed == null) {
            return Set.of();
        }
        for (int year = firstYear; year <= lastYear; year++) {
            if (!closed.has(String.valueOf(year))) {
                closed.error("expected a line for every covered year, " + year + " has none");
            }
        }
        return Set.copyOf(dates(closed));
    }

    private Map<Integer, TradingHours> otherHours() {
        Map<Integer, TradingHours> byDate = new HashMap<>();
        venue.sections("otherHours")
                .forEach(
                        (name, rule) -> {
                            rule.allowOnly(List.of("regular", "extended", "dates"));
                            TradingHours hours = tradingHours(rule);
                            YamlSection dates = rule.section("dates");
                            if (dates == null) {
                                rule.error("dates", "is missing");
                                return;
                            }
                            for (int date : dates(dates)) {
                                if (byDate.put(date, hours) != null) {
                                    rule.error(LocalDate.ofEpochDay(date) + " has two rules");
                                }
                            }
                        });
        return Map.copyOf(byDate);
    }

    /** The dates of a mapping from years to month-days: {@code 2025: 07-03 11-28 12-24}. */
    private Set<Integer> dates(YamlSection years) {
        Set<Integer> dates = new TreeSet<>();
        for (String key : years.keys()) {
            int year = years.parsed(key, 0, text -> year(key));
            if (year == 0) {
                continue;
            }
            if (year < firstYear || year > lastYear) {
                years.error(key, "lies beyond the covered years " + firstYear + " to " + lastYear);
            }
            for (MonthDay monthDay :
                    years.parsed(key, Set.<MonthDay>of(), VenueReader::monthDays)) {
                if (monthDay.isValidYear(year)) {
                    dates.add((int) monthDay.atYear(year).toEpochDay());
                } else {
                    years.error(key, "02-29 does not exist in " + year);
                }
            }
        }
        return dates;
    }

    private static int date(String text, YamlSection place) {
        try {
            return (int) LocalDate.parse(text).toEpochDay();
        } catch (DateTimeException e) {
            place.error("expected a date such as 2024-11-05, found \"" + text + "\"");
            return 0;
        }
    }

    private static String notEmpty(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty: say where the data comes from");
        }
        return text;
    }

    private static int year(String text) {
        if (!text.matches("(19|20)\\d{2}")) {
            throw new IllegalArgumentException(
                    "expected a year from 1900 to 2099, found \"" + text + "\"");
        }
        return Year.parse(text).getValue();
    }

    private static Alignment alignment(String text) {
        try {
            return Alignment.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected SESSION, CLOCK or UTC, found \"" + text + "\"", e);
        }
    }

    private static boolean yesOrNo(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("expected true or false, found \"" + text + "\"");
        }
        return text.equals("true");
    }

    private static Set<MonthDay> monthDays(String text) {
        Set<MonthDay> days = new LinkedHashSet<>();
        for (String part : text.isEmpty() ? new String[0] : text.split("\\s+")) {
            if (!MONTH_DAY.matcher(part).matches()) {
                throw new IllegalArgumentException(
                        "expected days such as \"07-03 12-24\", found \"" + part + "\"");
            }
            if (!days.add(MonthDay.parse("--" + part))) {
                throw new IllegalArgumentException(part + " is named twice");
            }
        }
        return days;
    }

    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = new HashSet<>();
        for (String part : text.split("\\s+")) {
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
