package dev.candlemill.source.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: followed symbols by when they are asked for next. Those that are not followed
 * keep their place in time, and go on from there once they are. Used by one thread.
 */
final class Turns {

    /** One symbol, and when it is asked for next. */
    static final class Turn {

        final PolledEvents events;
        long due = System.nanoTime();
        int failures;

        /** Since when it is parked, or nothing went out of it. */
        long quietSince = System.nanoTime();

        /** The number of its newest event, of all that were fetched. */
        long newest;

        Turn(PolledEvents events) {
            this.events = events;
        }
    }

    private final PriorityQueue<Turn> due =
            new PriorityQueue<>(Comparator.comparingLong(turn -> turn.due));
    private final List<Turn> parked = new ArrayList<>();

    void add(Turn turn) {
        due.add(turn);
    }

    /** For later: until it is followed. */
    void park(Turn turn) {
        turn.quietSince = System.nanoTime();
        parked.add(turn);
    }

    /** Those that are not followed. */
    List<Turn> parked() {
        return parked;
    }

    List<Turn> all() {
        List<Turn> all = new ArrayList<>(due);
        all.addAll(parked);
        return all;
    }

    /** Parks those that are not followed any more, and takes up those that are. */
    void follow(Predicate<String> isFollowed) {
        List<Turn> before = List.copyOf(parked);
        List<Turn> asked = List.copyOf(due);
        clear();
        for (Turn turn : before) {
            (isFollowed.test(turn.events.symbol()) ? due : parked).add(turn);
        }
        for (Turn turn : asked) {
            if (isFollowed.test(turn.events.symbol())) {
                due.add(turn);
            } else {
                park(turn);
            }
        }
    }

    /** The next one; null when there is none. */
    @Nullable Turn first() {
        return due.peek();
    }

    /** Takes the next one out when its time has come; null otherwise. */
    @Nullable Turn poll() {
        Turn turn = due.peek();
        return turn == null || turn.due > System.nanoTime() ? null : due.poll();
    }

    void clear() {
        due.clear();
        parked.clear();
    }
}
