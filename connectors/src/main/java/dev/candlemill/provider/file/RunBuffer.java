package dev.candlemill.provider.file;

import java.util.Arrays;

/** Records in memory, sorted stably by (group, time): equal keys keep the order they came in. */
final class RunBuffer {

    final int[] group;
    final long[] time;
    final double[] open;
    final double[] high;
    final double[] low;
    final double[] close;
    final double[] volume;
    final long[] place;
    private int size;
    private boolean sorted = true;

    RunBuffer(int capacity) {
        group = new int[capacity];
        time = new long[capacity];
        open = new double[capacity];
        high = new double[capacity];
        low = new double[capacity];
        close = new double[capacity];
        volume = new double[capacity];
        place = new long[capacity];
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == group.length;
    }

    void clear() {
        size = 0;
        sorted = true;
    }

    /** The slot to fill in; the caller writes the values. */
    int add(int recordGroup, long recordTime, long recordPlace) {
        int at = size++;
        place[at] = recordPlace;
        group[at] = recordGroup;
        time[at] = recordTime;
        sorted &= at == 0 || isInOrder(at - 1, at);
        return at;
    }

    boolean tellsSize(int at) {
        return !Double.isNaN(open[at]) || low[at] == 1;
    }

    /** The slots in sorted order. */
    int[] order() {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        if (!sorted) {
            sort(order, order.clone(), 0, size);
        }
        return order;
    }

    /** A top-down merge sort that leaves halves alone that are already in order. */
    private void sort(int[] into, int[] from, int start, int end) {
        if (end - start < 2) {
            return;
        }
        int middle = (start + end) >>> 1;
        sort(from, into, start, middle);
        sort(from, into, middle, end);
        if (isInOrder(from[middle - 1], from[middle])) {
            System.arraycopy(from, start, into, start, end - start);
            return;
        }
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft =
                    left < middle && (right >= end || isInOrder(from[left], from[right]));
            into[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    private boolean isInOrder(int a, int b) {
        return group[a] < group[b] || (group[a] == group[b] && time[a] <= time[b]);
    }
}
