package dev.candlemill.provider.file;

/**
 * What one symbol's stamps in one file tell about the size of its bars. Nothing here depends on the
 * stamps being in order, except that neighbours in the file are looked at for runs of equal gaps.
 */
final class BarSizeEvidence {

    static final long MINUTE = 60_000L;
    static final long FIVE_MINUTES = 5 * MINUTE;
    static final long HOUR = 60 * MINUTE;

    /** So many bars in a row exactly one size apart are no accident of a thinly traded symbol. */
    private static final int TELLING_RUN = 12;

    private static final int FEW = 3;
    private static final long DAY = 24 * HOUR;

    long bars;
    long offMinute;
    long offFiveLine;
    boolean sameMinuteOfHour = true;
    boolean neighboursDaysApart = true;
    boolean datesOnly = true;

    final long firstTime;
    final long firstLine;
    private long previous;
    private long fiveGaps;
    private long fiveRunStart;
    private int fiveRun;
    private long fiveRunLine;
    private long minuteRunStart;
    private int minuteRun;
    private long minuteRunLine;

    BarSizeEvidence(long firstTime, long firstLine) {
        this.firstTime = firstTime;
        this.firstLine = firstLine;
    }

    void observe(long time, boolean dateOnly, long line) {
        if (bars > 0 && time == previous) {
            return;
        }
        datesOnly &= dateOnly;
        if (Math.floorMod(time, MINUTE) != 0) {
            offMinute++;
        } else if (offFiveLine == 0 && Math.floorMod(time, FIVE_MINUTES) != 0) {
            offFiveLine = line;
        }
        if (bars > 0) {
            observeGap(time, Math.abs(time - previous), line);
        }
        bars++;
        previous = time;
    }

    /** A line from which on bars are 5 minutes long without doubt; 0 when there is none. */
    long fiveMinuteLine() {
        if (fiveRunLine > 0) {
            return fiveRunLine;
        }
        boolean allOnGrid = offFiveLine == 0 && offMinute == 0;
        boolean enough = bars >= TELLING_RUN || (bars >= FEW && fiveGaps >= FEW - 1);
        return allOnGrid && enough ? firstLine : 0;
    }

    /** A line from which on bars follow each other every minute; 0 when there is none. */
    long minuteRunLine() {
        return minuteRunLine;
    }

    private void observeGap(long time, long gap, long line) {
        sameMinuteOfHour &= gap % HOUR == 0;
        neighboursDaysApart &= gap >= DAY - HOUR;
        if (gap == FIVE_MINUTES && Math.floorMod(time, FIVE_MINUTES) == 0) {
            fiveGaps++;
            fiveRunStart = fiveRun == 0 ? line - 1 : fiveRunStart;
            fiveRun++;
            fiveRunLine = fiveRunLine == 0 && fiveRun >= TELLING_RUN ? fiveRunStart : fiveRunLine;
        } else {
            fiveRun = 0;
        }
        if (gap == MINUTE) {
            minuteRunStart = minuteRun == 0 ? line - 1 : minuteRunStart;
            minuteRun++;
            minuteRunLine =
                    minuteRunLine == 0 && minuteRun >= TELLING_RUN ? minuteRunStart : minuteRunLine;
        } else {
            minuteRun = 0;
        }
    }
}
