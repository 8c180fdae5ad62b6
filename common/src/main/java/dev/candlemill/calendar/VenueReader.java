package dev.candlemill.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
    private static final List<Segment> NO_SEGMENTS = List.of(new Segment(0, 24 * 60));

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
        venue.required("source", "", VenueValues::notEmpty);
        readCoveredYears();
        VenueRules rules =
                new VenueRules(
                        id,
                        venue.required("zone", ZoneOffset.UTC, VenueValues::zone),
                        firstYear,
                        lastYear,
                        venue.parsed("alignment", Alignment.SESSION, VenueValues::alignment),
                        venue.parsed("negativePrices", false, VenueValues::yesOrNo),
                        new LinkedHashSet<>(venue.texts("aliases")),
                        weeklyHours(),
                        closed(),
                        venue.parsed("closedEveryYear", Set.of(), VenueValues::monthDays),
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
        firstYear = covered.required("from", 0, VenueValues::year);
        lastYear = covered.required("to", 0, VenueValues::year);
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
                                            rule.required("days", Set.of(), VenueValues::days),
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
            int year = years.parsed(key, 0, text -> VenueValues.year(key));
            if (year == 0) {
                continue;
            }
            if (year < firstYear || year > lastYear) {
                years.error(key, "lies beyond the covered years " + firstYear + " to " + lastYear);
            }
            for (MonthDay monthDay :
                    years.parsed(key, Set.<MonthDay>of(), VenueValues::monthDays)) {
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
}
