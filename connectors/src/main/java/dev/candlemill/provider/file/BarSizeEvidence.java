package dev.candlemill.provider.file;

/**
 * What the stamps of one symbol tell about the size of its bars, told in the order of time. Places
 * are those of {@link RecordPlace}.
 */
final class BarSizeEvidence {

    static final long MINUTE = 60_000L;
    static final long FIVE_MINUTES = 5 * MINUTE;
    static final long HOUR = 60 * MINUTE;

    /** So many bars in a row exactly one size apart are no accident of a thinly traded symbol. */
    private static final int TELLING_RUN = 12;

    private static final int FEW = 3;
    private static final long DAY = 24 * HOUR;

    private long bars;
    private long offMinute;
    private boolean sameMinuteOfHour = true;
    private boolean neighboursDaysApart = true;
    private long firstPlace;
    private long offFivePlace;

    private long previous;
    private long previousPlace;
    private int sameTime;

    private long fiveGaps;
    private boolean hasMark;
    private long mark;
    private long markPlace;
    private int atMark;
    private int mostAfterMark;
    private int fiveRun;
    private long fiveRunStart;
    private long fiveRunPlace;

    private int minuteRun;
    private long minuteRunStart;
    private long minuteRunPlace;

    void observe(long time, long place) {
        boolean isRepeated = bars > 0 && time == previous;
        if (!isRepeated) {
            observeNew(time, place);
        }
        sameTime = isRepeated ? sameTime + 1 : 1;
        if (hasMark && time == mark) {
            atMark = sameTime;
            markPlace = place;
        } else {
            mostAfterMark = Math.max(mostAfterMark, sameTime);
        }
        previous = time;
        previousPlace = place;
    }

    /** Times, each counted once. */
    long bars() {
        return bars;
    }

    long offMinute() {
        return offMinute;
    }

    boolean sameMinuteOfHour() {
        return sameMinuteOfHour;
    }

    boolean neighboursDaysApart() {
        return neighboursDaysApart;
    }

    long firstPlace() {
        return firstPlace;
    }

    /** The first whole minute that no 5-minute bar begins at; 0 when there is none. */
    long offFivePlace() {
        return offFivePlace;
    }

    /** Where bars begin to follow each other every minute; 0 where they never do. */
    long minuteRunPlace() {
        return minuteRunPlace;
    }

    /**
     * Where bars begin to follow each other every 5 minutes, over 1-minute bars or without; 0 where
     * they never do.
     */
    long fiveRunPlace() {
        return fiveRunPlace;
    }

    /** The same, or where a few bars begin that are all on 5-minute marks. */
    long fiveMinutePlace() {
        if (fiveRunPlace > 0) {
            return fiveRunPlace;
        }
        boolean allOnGrid = offFivePlace == 0 && offMinute == 0;
        boolean enough = bars >= TELLING_RUN || (bars >= FEW && fiveGaps >= FEW - 1);
        return allOnGrid && enough ? firstPlace : 0;
    }

    private void observeNew(long time, long place) {
        boolean isMark = Math.floorMod(time, FIVE_MINUTES) == 0;
        if (Math.floorMod(time, MINUTE) != 0) {
            offMinute++;
        } else if (!isMark && offFivePlace == 0) {
            offFivePlace = place;
        }
        if (bars == 0) {
            firstPlace = place;
        } else {
            observeGap(Math.abs(time - previous), isMark);
        }
        if (isMark) {
            endMark(time);
        }
        bars++;
    }

    private void observeGap(long gap, boolean isMark) {
        sameMinuteOfHour &= gap % HOUR == 0;
        neighboursDaysApart &= gap >= DAY - HOUR;
        fiveGaps += gap == FIVE_MINUTES && isMark ? 1 : 0;
        if (gap != MINUTE) {
            minuteRun = 0;
            return;
        }
        minuteRunStart = minuteRun == 0 ? previousPlace : minuteRunStart;
        minuteRun++;
        if (minuteRun == TELLING_RUN && minuteRunPlace == 0) {
            minuteRunPlace = minuteRunStart;
        }
    }

    /**
     * Where 5-minute bars lie over 1-minute bars, every mark has at least as many bars as any
     * minute up to the next, and most have more: one of each size. A lone mark has more, too. Among
     * 1-minute bars alone, a repeated or lonely bar falls on the other minutes four times as often
     * and ends the run.
     */
    private void endMark(long nextMark) {
        if (!hasMark || nextMark - mark != FIVE_MINUTES || atMark < mostAfterMark) {
            fiveRun = 0;
        } else if (atMark > mostAfterMark) {
            fiveRunStart = fiveRun == 0 ? markPlace : fiveRunStart;
            fiveRun++;
            if (fiveRun == TELLING_RUN && fiveRunPlace == 0) {
                fiveRunPlace = fiveRunStart;
            }
        }
        hasMark = true;
        mark = nextMark;
        mostAfterMark = 0;
    }
}
