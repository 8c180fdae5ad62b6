package dev.candlemill.provider.simulated;

/**
 * Which bars of a session have which fault: decided by seed, symbol and date, whatever the range.
 * Holds one session's at a time. Used by one thread.
 */
final class FaultDraw {

    private static final FaultKind[] KINDS = FaultKind.values();

    private final MarketRange market;
    private final double[] ratesUpTo = new double[KINDS.length];
    private final double outage;
    private final long key;
    private final SeededRandom random = new SeededRandom(0);
    private byte[] kinds = {};
    private long[] details = {};

    FaultDraw(MarketRange market, Faults faults) {
        this.market = market;
        this.outage = faults.outage();
        this.key = SeededRandom.hash(market.instrument().key(), "faults");
        double sum = 0;
        for (FaultKind kind : KINDS) {
            sum += kind.rate(faults);
            ratesUpTo[kind.ordinal()] = sum;
        }
    }

    /** Draws the faults of that session's bars, for {@link #kind} and {@link #detail}. */
    void choose(int session) {
        int bars = market.barCount(session);
        if (kinds.length < bars) {
            kinds = new byte[bars];
            details = new long[bars];
        }
        random.reseed(SeededRandom.hash(key, market.session(session).date()));
        boolean out = random.uniform() < outage;
        int from = random.below(bars);
        int to = out ? Math.min(bars, from + 1 + random.below(bars)) : from;
        for (int i = 0; i < bars; i++) {
            FaultKind kind = kindAt(random.uniform());
            details[i] = random.next();
            kinds[i] = (byte) (i >= from && i < to ? FaultKind.MISSING : kind).ordinal();
        }
    }

    FaultKind kind(int index) {
        return KINDS[kinds[index]];
    }

    /** Random bits for whatever else is to be decided about the bar. */
    long detail(int index) {
        return details[index];
    }

    private FaultKind kindAt(double uniform) {
        for (FaultKind kind : KINDS) {
            if (uniform < ratesUpTo[kind.ordinal()]) {
                return kind;
            }
        }
        return FaultKind.NONE;
    }
}
