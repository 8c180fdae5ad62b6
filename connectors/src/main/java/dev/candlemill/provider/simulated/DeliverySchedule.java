package dev.candlemill.provider.simulated;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every record of a range that does not come at its bar's regular place, in the order in which they
 * come. Late ones that the range is too short for come at its end; those beyond the horizon then do
 * not come at all, so that the final bars do not depend on where a range ends.
 */
final class DeliverySchedule {

    /** Longer than any two months: the bar's month is closed by then. */
    private static final int BEYOND_HORIZON_DAYS = 75;

    private static final int BEYOND_HORIZON_SPREAD = 60;

    /** A fold keeps at least five sessions open, whatever the month. */
    private static final int ALWAYS_OPEN_SESSIONS = 3;

    private static final int MOST_SESSIONS_LATE = 20;

    private final MarketRange market;
    private final int lastSession;
    private final SeededRandom random = new SeededRandom(0);
    private final List<Delivery> deliveries = new ArrayList<>();

    DeliverySchedule(MarketRange market, Faults faults) {
        this.market = market;
        this.lastSession = market.lastSessionWithBars();
        if (!faults.areNone()) {
            FaultDraw draw = new FaultDraw(market, faults);
            for (int session = 0; session <= lastSession; session++) {
                draw.choose(session);
                schedule(session, draw);
            }
            deliveries.sort(Delivery.IN_ORDER);
        }
    }

    int size() {
        return deliveries.size();
    }

    Delivery get(int i) {
        return deliveries.get(i);
    }

    /** The first record that comes in that session or later. */
    int first(int session) {
        int low = 0;
        int high = deliveries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (deliveries.get(middle).session() < session) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void schedule(int session, FaultDraw draw) {
        for (int i = market.begin(session); i < market.end(session); i++) {
            if (draw.kind(i).hasExtraRecord()) {
                Delivery delivery = deliver(session, i, draw.kind(i), draw.detail(i));
                if (delivery != null) {
                    deliveries.add(delivery);
                }
            }
        }
    }

    private @Nullable Delivery deliver(int session, int i, FaultKind kind, long detail) {
        random.reseed(detail);
        int later = session;
        if (kind == FaultKind.BEYOND_HORIZON) {
            later = sessionBeyondHorizon(session);
        } else if (kind != FaultKind.BAD && random.below(2) == 0) {
            later = sessionWithinHorizon(session);
        }
        if (later > lastSession) {
            return null;
        }
        int index = i;
        if (later > session) {
            index = random.below(market.end(later));
        } else if (kind == FaultKind.LATE || kind == FaultKind.REVISED) {
            index = Math.min(i + 1 + random.below(12), market.end(session) - 1);
        }
        return new Delivery(later, index, session, i, kind, random.next());
    }

    private int sessionBeyondHorizon(int session) {
        int days = BEYOND_HORIZON_DAYS + random.below(BEYOND_HORIZON_SPREAD);
        return market.sessionSince(market.session(session).date() + days);
    }

    private int sessionWithinHorizon(int session) {
        int later = session + 1 + random.below(MOST_SESSIONS_LATE);
        if (later > lastSession || month(later) != month(session)) {
            later = session + 1 + random.below(ALWAYS_OPEN_SESSIONS);
        }
        return Math.min(later, lastSession);
    }

    private int month(int session) {
        return market.session(session).month().date();
    }
}
