package dev.candlemill.calendar;

import java.time.LocalDate;

/** What only shows when a venue's values are seen together, most of it a typing mistake. */
record VenueChecks(VenueRules rules, YamlSection venue) {

    void run() {
        for (int date : rules.closed()) {
            LocalDate day = LocalDate.ofEpochDay(date);
            if (!rules.isRegularDay(date)) {
                venue.error(
                        "closed",
                        day + " is a " + day.getDayOfWeek() + " that is no trading day anyway");
            }
            if (rules.otherHours().containsKey(date)) {
                venue.error("closed", day + " has otherHours too");
            }
        }
    }
}
