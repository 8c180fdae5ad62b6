package dev.candlemill.candle;

import dev.candlemill.bar.Bar;
import dev.candlemill.calendar.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How a market's bars come: in an order that the horizon allows, in pages of any size, some twice,
 * some wrong before they are right, with restores in between.
 */
public final class Delivery {

    private static final long GRACE = FoldOptions.DEFAULT.graceMillis();

    /** A bar arrives before any bar four sessions after its own. */
    private static final double SESSIONS_OF_DISORDER = 3;

    private final Market market;
    private final SplittableRandom random;
    private final List<Bar> arrivals = new ArrayList<>();
    private int duplicates;

    private record Arrival(Bar bar, double order) {}

    public Delivery(Market market, SplittableRandom random) {
        this.market = market;
        this.random = random;
        disordered(random.nextInt(3) * SESSIONS_OF_DISORDER / 2);
    }

    private void disordered(double sessions) {
        List<Arrival> all = new ArrayList<>();
        boolean repeats = random.nextBoolean();
        Session current = market.isEmpty() ? null : market.session(market.bars().get(0));
        int number = 0;
        for (Bar bar : market.bars()) {
            // A bar of no session opens at the close of the one before it.
            boolean isAuction = market.session(bar) == null;
            for (; bar.openTime() >= current.closeTime() && !isAuction; number++) {
                current = market.calendar().next(current.date());
            }
            double order = number + within(current, bar);
            // The first bar says where the run begins, so it comes first.
            double later = order + (all.isEmpty() ? 0 : random.nextDouble() * sessions);
            if (repeats && random.nextInt(20) == 0) {
                all.add(new Arrival(Market.changed(bar, random), order));
            }
            all.add(new Arrival(bar, later));
            if (repeats && random.nextInt(20) == 0) {
                all.add(new Arrival(bar, later));
                duplicates++;
            }
        }
        all.sort(Comparator.comparingDouble(Arrival::order));
        all.forEach(arrival -> arrivals.add(arrival.bar()));
    }

    private static double within(Session session, Bar bar) {
        return (double) (bar.openTime() - session.openTime())
                / (session.closeTime() - session.openTime());
    }

    /** Sends all pages; progress is anything up to the latest bar's close and a little more. */
    public FoldRun to(FoldRun run) {
        long latest = Long.MIN_VALUE;
        long progress = Long.MIN_VALUE;
        int most = 1 + random.nextInt(random.nextBoolean() ? 5 : 500);
        for (int from = 0; from < arrivals.size(); ) {
            int to = Math.min(arrivals.size(), from + 1 + random.nextInt(most));
            List<Bar> page = arrivals.subList(from, to);
            for (Bar bar : page) {
                latest = Math.max(latest, bar.openTime() + market.size().millis());
            }
            long next = latest - random.nextLong(-90_000L, random.nextBoolean() ? 1 : 7_200_000L);
            progress = Math.max(progress, next);
            int before = run.emitted().size();
            run.page(market.size(), progress, page.toArray(new Bar[0]));
            requireFinal(run.emitted().subList(before, run.emitted().size()), progress);
            if (random.nextInt(10) == 0) {
                run.restore();
            }
            from = to;
        }
        return run;
    }

    /** How many arrivals repeat a bar as it was. */
    public int duplicates() {
        return duplicates;
    }

    public int size() {
        return arrivals.size();
    }

    private void requireFinal(List<Candle> candles, long progress) {
        long perSlot = 300_000L / market.size().millis();
        for (Candle candle : candles) {
            boolean complete = candle.inputCount() == perSlot * candle.expectedBarCount();
            if (!complete && candle.closeTime() + GRACE > progress) {
                throw new AssertionError("not final at " + progress + ": " + candle);
            }
        }
    }
}
