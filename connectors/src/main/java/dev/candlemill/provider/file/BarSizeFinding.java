package dev.candlemill.provider.file;

import dev.candlemill.bar.BarSize;
import dev.candlemill.provider.file.FileInputException.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The size of one symbol's bars over all files. Sparse 5-minute bars are legal, and so is a thin
 * 1-minute file that happens to touch only a few 5-minute marks: only what cannot be an accident
 * counts as the other size.
 */
final class BarSizeFinding {

    private static final int TELLING_BARS = 20;
    private static final int TELLING_DAYS = 5;

    private final String symbol;
    private long bars;
    private long offMinute;
    private boolean sameMinuteOfHour = true;
    private boolean neighboursDaysApart = true;
    private boolean datesOnly = true;
    private @Nullable String firstPlace;
    private @Nullable String offFive;
    private @Nullable String fiveMinutes;
    private @Nullable String minuteRun;
    private long minuteOfHour = -1;

    BarSizeFinding(String symbol) {
        this.symbol = symbol;
    }

    /** Called once per file. */
    void add(BarSizeEvidence evidence, String file) {
        bars += evidence.bars;
        offMinute += evidence.offMinute;
        datesOnly &= evidence.datesOnly;
        neighboursDaysApart &= evidence.neighboursDaysApart;
        long minute = Math.floorMod(evidence.firstTime, BarSizeEvidence.HOUR);
        sameMinuteOfHour &=
                evidence.sameMinuteOfHour && (minuteOfHour == -1 || minuteOfHour == minute);
        minuteOfHour = minute;
        firstPlace = firstPlace == null ? file + ":" + evidence.firstLine : firstPlace;
        offFive = first(offFive, file, evidence.offFiveLine);
        fiveMinutes = first(fiveMinutes, file, evidence.fiveMinuteLine());
        minuteRun = first(minuteRun, file, evidence.minuteRunLine());
    }

    BarSize inferred() {
        return offFive != null ? BarSize.M1 : BarSize.M5;
    }

    void check(@Nullable BarSize declared, List<Problem> problems) {
        if (firstPlace == null || declared == BarSize.M1) {
            return;
        }
        if (declared != null) {
            checkDeclaredFive(problems);
        } else if (offMinute > 0 && 2 * offMinute > bars && bars >= TELLING_BARS) {
            problems.add(problem(firstPlace, "bars shorter than a minute", "1m"));
        } else if (offFive != null && fiveMinutes != null) {
            problems.add(bothSizes(fiveMinutes, offFive));
        } else if (sameMinuteOfHour) {
            checkCoarse(firstPlace, problems);
        }
    }

    private void checkDeclaredFive(List<Problem> problems) {
        if (minuteRun != null) {
            problems.add(
                    new Problem(
                            minuteRun,
                            symbol + ": expected 5m bars as declared, found one every minute"));
        }
    }

    private void checkCoarse(String place, List<Problem> problems) {
        if (datesOnly || (neighboursDaysApart && bars >= TELLING_DAYS)) {
            problems.add(problem(place, "daily bars, which cannot be rolled up yet", "5m"));
        } else if (bars >= TELLING_BARS) {
            problems.add(problem(place, "bars of an hour or more", "5m"));
        }
    }

    private Problem problem(String place, String found, String override) {
        String message = symbol + ": expected 1m or 5m bars, found " + found;
        return new Problem(place, message + "; if its stamps mislead, say --bar " + override);
    }

    private Problem bothSizes(String five, String one) {
        return new Problem(
                one,
                symbol
                        + ": both bar sizes in one run: 5m bars from "
                        + five
                        + " on, a 1m stamp here; leave one of them out, or say --bar 5m to reject"
                        + " what is off the 5-minute grid");
    }

    private static @Nullable String first(@Nullable String known, String file, long line) {
        return known != null || line == 0 ? known : file + ":" + line;
    }
}
