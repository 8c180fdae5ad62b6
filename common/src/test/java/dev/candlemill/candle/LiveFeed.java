package dev.candlemill.candle;

import dev.candlemill.bar.Bar;
import dev.candlemill.calendar.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A market's bars in the order of the market time at which they come: most when they close, some
 * late, some twice, some wrong before they are right.
 */
final class LiveFeed {

    /** Corrections of the last five sessions are always taken in. */
    private static final int MOST_SESSIONS_LATE = 3;

    private static final long LONGEST_PAUSE = 3 * 86_400_000L;

    private record Arrival(long time, Bar bar) {}

    private final Market market;
    private final List<Arrival> arrivals = new ArrayList<>();

    LiveFeed(Market market, SplittableRandom random) {
        this.market = market;
        for (Bar bar : market.bars()) {
            add(bar, random);
        }
        arrivals.sort(Comparator.comparingLong(Arrival::time));
    }

    private void add(Bar bar, SplittableRandom random) {
        long close = bar.openTime() + market.size().millis();
        switch (random.nextInt(24)) {
            case 0 -> arrivals.add(new Arrival(later(bar, random), bar));
            case 1 -> {
                arrivals.add(new Arrival(close, bar));
                arrivals.add(new Arrival(later(bar, random), bar));
            }
            case 2 -> {
                arrivals.add(new Arrival(close, Market.changed(bar, random)));
                arrivals.add(new Arrival(later(bar, random), bar));
            }
            default -> arrivals.add(new Arrival(close, bar));
        }
    }

    private long later(Bar bar, SplittableRandom random) {
        Session session = market.session(bar);
        Session later = session;
        for (int i = random.nextInt(MOST_SESSIONS_LATE + 1); i > 0; i--) {
            later = market.calendar().next(later.date());
        }
        long earliest = Math.max(bar.openTime() + market.size().millis(), later.openTime());
        return earliest >= later.closeTime()
                ? earliest
                : random.nextLong(earliest, later.closeTime() + 1);
    }

    /** When the first bar comes. */
    long begin() {
        return arrivals.get(0).time();
    }

    /** When the last bar comes. */
    long end() {
        return arrivals.get(arrivals.size() - 1).time();
    }

    /** What comes in {@code (after, until]}, in order. */
    List<Bar> between(long after, long until) {
        return arrivals.stream()
                .filter(arrival -> arrival.time() > after && arrival.time() <= until)
                .map(Arrival::bar)
                .toList();
    }

    /** Who asks. */
    interface Asker {
        void answer(long now, Bar... bars);
    }

    /** Asks at random times in {@code (since, until]}, mostly in vain; nothing ends the input. */
    void poll(FoldRun run, long since, long until, SplittableRandom random) {
        Asker asker =
                (now, bars) -> {
                    run.page(market.size(), now, bars);
                    if (random.nextInt(100) == 0) {
                        run.restore();
                    }
                };
        poll(asker, since, until, random);
    }

    void poll(Asker asker, long since, long until, SplittableRandom random) {
        long often = random.nextBoolean() ? 7_000_000 : 400_000;
        long asked = since;
        while (asked < until) {
            long pause =
                    random.nextInt(50) == 0
                            ? random.nextLong(LONGEST_PAUSE)
                            : random.nextLong(1, often);
            long now = Math.min(until, asked + pause);
            asker.answer(now, between(asked, now).toArray(new Bar[0]));
            asked = now;
        }
    }
}
