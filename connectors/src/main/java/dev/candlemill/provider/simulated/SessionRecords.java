package dev.candlemill.provider.simulated;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says while a session is read: its bars, and whatever else comes in between.
 * Holds one session's records at a time. Used by one thread.
 */
final class SessionRecords {

    /**
     * Late records are mostly about one of the last sessions: those are not made again each time.
     */
    private static final int RECENT = 32;

    private final MarketRange market;
    private final boolean withFaults;
    private final boolean withForming;
    private final FaultDraw draw;
    private final DeliverySchedule schedule;
    private final BarDistortion distortion;
    private final BarColumns records = new BarColumns(0);
    private final BarColumns bars = new BarColumns(0);
    private final @Nullable BarColumns[] recentBars = new BarColumns[RECENT];
    private final int[] recentSessions = new int[RECENT];
    private long[] coveredUntil = {};

    SessionRecords(MarketRange market, SimulatedSettings settings) {
        this.market = market;
        this.withFaults = !settings.faults().areNone();
        this.withForming = settings.formingLastBar();
        this.draw = new FaultDraw(market, settings.faults());
        this.schedule = new DeliverySchedule(market, settings.faults());
        this.distortion = new BarDistortion(market.instrument(), market.calendar(), settings.to());
        Arrays.fill(recentSessions, -1);
    }

    /** Replaces the records by those of another session of the range. */
    void read(int session) {
        records.clear();
        market.bars(session, bars);
        int begin = market.begin(session);
        int end = market.end(session);
        if (coveredUntil.length < end - begin) {
            coveredUntil = new long[end - begin];
        }
        if (withFaults) {
            readWithFaults(session, begin, end);
        } else {
            readAsTheyAre(begin, end);
        }
        if (withForming && end < bars.size()) {
            readForming(end);
        }
    }

    int size() {
        return records.size();
    }

    /** Valid until the next {@link #read}. */
    BarColumns columns() {
        return records;
    }

    /** Up to when the market is known once that record has come. */
    long coveredUntil(int record) {
        return coveredUntil[record];
    }

    private void readAsTheyAre(int begin, int end) {
        if (begin >= end) {
            return;
        }
        records.addRange(bars, begin, end);
        for (int i = begin; i < end; i++) {
            coveredUntil[i - begin] = closeTime(i);
        }
    }

    private void readWithFaults(int session, int begin, int end) {
        draw.choose(session);
        int next = schedule.first(session);
        for (int i = begin; i < end; i++) {
            long close = closeTime(i);
            FaultKind kind = draw.kind(i);
            if (kind == FaultKind.REVISED) {
                add(distortion.firstVersion(bars.bar(i), draw.detail(i)), close);
            } else if (kind.isOnTime()) {
                add(bars.bar(i), close);
            }
            while (next < schedule.size() && isAt(schedule.get(next), session, i)) {
                add(extra(schedule.get(next)), close);
                next++;
            }
        }
    }

    private static boolean isAt(Delivery delivery, int session, int index) {
        return delivery.session() == session && delivery.index() == index;
    }

    private Bar extra(Delivery delivery) {
        int session = delivery.ofSession();
        BarColumns source = session == delivery.session() ? bars : barsOf(session);
        Bar bar = source.bar(delivery.ofIndex());
        return delivery.kind() == FaultKind.BAD
                ? distortion.invalid(bar, market.session(session), delivery.detail())
                : bar;
    }

    private BarColumns barsOf(int session) {
        int slot = session % RECENT;
        BarColumns recent = recentBars[slot];
        if (recent == null) {
            recent = new BarColumns(0);
            recentBars[slot] = recent;
        }
        if (recentSessions[slot] != session) {
            recentSessions[slot] = session;
            market.bars(session, recent);
        }
        return recent;
    }

    private void readForming(int i) {
        long now = market.range().to();
        if (bars.openTime(i) >= market.range().from() && bars.openTime(i) < now) {
            double part = (double) (now - bars.openTime(i)) / market.barSize().millis();
            add(distortion.forming(bars.bar(i), part), now);
        }
    }

    private void add(Bar bar, long covered) {
        if (records.size() == coveredUntil.length) {
            coveredUntil = Arrays.copyOf(coveredUntil, records.size() * 2 + 16);
        }
        coveredUntil[records.size()] = covered;
        records.add(bar, market.barSize());
    }

    private long closeTime(int i) {
        return bars.openTime(i) + market.barSize().millis();
    }
}
