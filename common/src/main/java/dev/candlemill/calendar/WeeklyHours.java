package dev.candlemill.calendar;

import java.time.DayOfWeek;
import java.util.Set;

/** What holds from a date on, until the next rule: on which weekdays the venue trades, and when. */
record WeeklyHours(int fromDate, Set<DayOfWeek> days, TradingHours hours) {}
