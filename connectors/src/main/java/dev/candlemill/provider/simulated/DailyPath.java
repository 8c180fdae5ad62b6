package dev.candlemill.provider.simulated;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A symbol's level day by day, from one fixed first day on, whatever range is asked for: a random
 * walk with a slowly turning drift, turbulent and calm times, and jumps overnight, drawn back to
 * its base price over years. Closed days move too, a little: that is the weekend's gap.
 */
final class DailyPath {

    private static final LocalDate FIRST_DATE = LocalDate.of(1990, 1, 1);

    static final long FIRST_TIME =
            FIRST_DATE.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();

    private static final double TURBULENCE_STAYS = 0.97;
    private static final double TURBULENCE_STEP = 0.15;
    private static final double MOST_TURBULENCE = 1.3;
    private static final double DRIFT_STAYS = 0.99;
    private static final double DRIFT_STEP = 0.0003;
    private static final double PULL_TO_BASE = 0.001;
    private static final double OVERNIGHT_SHARE = 0.5;
    private static final double SESSION_SHARE = 0.85;
    private static final double CLOSED_DAY_SHARE = 0.25;
    private static final double JUMP_PROBABILITY = 1.0 / 63;
    private static final double JUMP = 4;

    private final Instrument instrument;
    private final int firstDay;
    private final double[] close;
    private final double[] gap;
    private final double[] deviation;

    private double level;
    private double turbulence;
    private double drift;

    /**
     * @param firstDay epoch day, kept from here
     * @param lastDay epoch day, inclusive
     */
    DailyPath(Instrument instrument, int firstDay, int lastDay) {
        this.instrument = instrument;
        this.firstDay = firstDay - 1;
        int days = lastDay - this.firstDay + 1;
        close = new double[days];
        gap = new double[days];
        deviation = new double[days];
        SeededRandom random = new SeededRandom(SeededRandom.hash(instrument.key(), "days"));
        for (int day = (int) FIRST_DATE.toEpochDay(); day <= lastDay; day++) {
            step(day, random);
        }
    }

    /** The price at which the day's session begins, unrounded. */
    double openPrice(int day) {
        int i = day - firstDay;
        return price(close[i - 1] + gap[i]);
    }

    /** The price at which the day's session ends, unrounded. */
    double closePrice(int day) {
        return price(close[day - firstDay]);
    }

    /** The standard deviation of the return from the session's open to its close. */
    double deviation(int day) {
        return deviation[day - firstDay];
    }

    static boolean isWeekend(int day) {
        return LocalDate.ofEpochDay(day).getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    }

    private void step(int day, SeededRandom random) {
        double share = instrument.everyDay() || !isWeekend(day) ? 1 : CLOSED_DAY_SHARE;
        turbulence = TURBULENCE_STAYS * turbulence + TURBULENCE_STEP * random.gaussian();
        drift = DRIFT_STAYS * drift + DRIFT_STEP * random.gaussian();
        double sigma =
                share
                        * instrument.dailyVolatility()
                        * StrictMath.exp(Math.min(turbulence, MOST_TURBULENCE));
        double overnight = sigma * OVERNIGHT_SHARE * random.gaussian();
        double session = sigma * SESSION_SHARE * random.gaussian();
        if (random.uniform() < JUMP_PROBABILITY) {
            overnight *= JUMP;
        }
        if (instrument.aroundTheClock()) {
            overnight = 0;
        }
        level += share * (drift - PULL_TO_BASE * level) + overnight + session;
        if (day >= firstDay) {
            close[day - firstDay] = level;
            gap[day - firstDay] = overnight;
            deviation[day - firstDay] = sigma * SESSION_SHARE;
        }
    }

    private double price(double logarithm) {
        return instrument.basePrice() * StrictMath.exp(logarithm);
    }
}
