package dev.candlemill.provider.simulated;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import java.util.Arrays;

/**
 * What the provider says while a session is read: its bars, and whatever else comes in between.
 * Holds one session's records at a time. Used by one thread.
 */
final class SessionRecords {

    private final MarketRange market;
    private final boolean withFaults;
    private final boolean withForming;
    private final FaultDraw draw;
    private final DeliverySchedule schedule;
    private final BarDistortion distortion;
    private final BarColumns records = new BarColumns(0);
    private final BarColumns bars = new BarColumns(0);
    private final BarColumns otherBars = new BarColumns(0);
    private long[] coveredUntil = {};

    SessionRecords(MarketRange market, SimulatedSettings settings) {
        this.market = market;
        this.withFaults = !settings.faults().areNone();
        this.withForming = settings.formingLastBar();
        this.draw = new FaultDraw(market, settings.faults());
        this.schedule = new DeliverySchedule(market, settings.faults());
        this.distortion = new BarDistortion(market.instrument(), market.calendar(), settings.to());
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
        BarColumns source = session == delivery.session() ? bars : market.bars(session, otherBars);
        Bar bar = source.bar(delivery.ofIndex());
        return delivery.kind() == FaultKind.BAD
                ? distortion.invalid(bar, market.session(session), delivery.detail())
                : bar;
    }

    private void readForming(int i) {
        long now = market.range().to();
        if (bars.openTime(i) < now) {
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
