package dev.candlemill.calendar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the buckets of a session depend on, in minutes since its open. Sessions of equal shape share
 * one {@link BucketGrid}.
 *
 * @param segments opens and closes since the session's open
 * @param anchoredAtSegments whether the grid starts anew at each segment's open
 * @param phase minutes from the grid's midnight to the session's open; 0 where anchored
 * @param clockChange the minute of the session in which local clocks change; -1 for none
 * @param clockShift by how many minutes they change: 60 in spring, -60 in autumn
 */
record SessionShape(
        List<Segment> segments,
        boolean anchoredAtSegments,
        int phase,
        int clockChange,
        int clockShift) {

    private static final Map<SessionShape, BucketGrid> GRIDS = new ConcurrentHashMap<>();
    private static final int GRIDS_PER_SESSION = Timeframe.D1.ordinal() + 1;

    BucketGrid grid() {
        return GRIDS.computeIfAbsent(this, SessionShape::build);
    }

    private BucketGrid build() {
        int slotCount = segments.get(segments.size() - 1).closeMinute() / Timeframe.SLOT_MINUTES;
        int[][] bucketOfSlot = new int[GRIDS_PER_SESSION][];
        int[][] firstSlot = new int[GRIDS_PER_SESSION][];
        int[][] endSlot = new int[GRIDS_PER_SESSION][];
        for (Timeframe timeframe : Timeframe.all().subList(0, GRIDS_PER_SESSION)) {
            Buckets buckets = new Buckets(slotCount);
            if (timeframe.isIntraday()) {
                segments.forEach(segment -> cut(segment, timeframe.minutes(), buckets));
            } else {
                wholeSession(slotCount, buckets);
            }
            int row = timeframe.ordinal();
            bucketOfSlot[row] = buckets.bucketOfSlot;
            firstSlot[row] = buckets.firstSlots();
            endSlot[row] = buckets.endSlots();
        }
        return new BucketGrid(slotCount, bucketOfSlot, firstSlot, endSlot);
    }

    private void cut(Segment segment, int minutes, Buckets buckets) {
        int minute = segment.openMinute();
        while (minute < segment.closeMinute()) {
            int first = minute;
            while (minute < segment.closeMinute() && sameBucket(segment, first, minute, minutes)) {
                minute += Timeframe.SLOT_MINUTES;
            }
            buckets.add(first / Timeframe.SLOT_MINUTES, minute / Timeframe.SLOT_MINUTES);
        }
    }

    private boolean sameBucket(Segment segment, int first, int minute, int minutes) {
        // The hour that autumn repeats would otherwise put two hours into one bucket of 1h.
        boolean clocksChanged = isAfterChange(first) != isAfterChange(minute);
        if (clocksChanged && minutes <= Math.abs(clockShift)) {
            return false;
        }
        return gridMinute(segment, first) / minutes == gridMinute(segment, minute) / minutes;
    }

    private int gridMinute(Segment segment, int minute) {
        if (anchoredAtSegments) {
            return minute - segment.openMinute();
        }
        return phase + minute + (isAfterChange(minute) ? clockShift : 0);
    }

    private boolean isAfterChange(int minute) {
        return clockChange >= 0 && minute >= clockChange;
    }

    private void wholeSession(int slotCount, Buckets buckets) {
        buckets.add(0, slotCount);
        Arrays.fill(buckets.bucketOfSlot, -1);
        for (Segment segment : segments) {
            int first = segment.openMinute() / Timeframe.SLOT_MINUTES;
            int end = segment.closeMinute() / Timeframe.SLOT_MINUTES;
            Arrays.fill(buckets.bucketOfSlot, first, end, 0);
        }
    }

    /** The buckets of one timeframe, as they are cut. */
    private static final class Buckets {

        private final int[] bucketOfSlot;
        private final List<Integer> first = new ArrayList<>();
        private final List<Integer> end = new ArrayList<>();

        Buckets(int slotCount) {
            bucketOfSlot = new int[slotCount];
            Arrays.fill(bucketOfSlot, -1);
        }

        void add(int firstSlot, int endSlot) {
            Arrays.fill(bucketOfSlot, firstSlot, endSlot, first.size());
            first.add(firstSlot);
            end.add(endSlot);
        }

        int[] firstSlots() {
            return first.stream().mapToInt(Integer::intValue).toArray();
        }

        int[] endSlots() {
            return end.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
