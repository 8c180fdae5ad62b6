package dev.candlemill.provider.simulated;

import java.util.Comparator;

/**
 * A record that does not come at its bar's regular place, but after the bar {@code index} of {@code
 * session}.
 *
 * @param ofSession where the bar that it is about belongs
 * @param ofIndex the bar in that session
 * @param detail random bits for what the record looks like
 */
record Delivery(int session, int index, int ofSession, int ofIndex, FaultKind kind, long detail) {

    static final Comparator<Delivery> IN_ORDER =
            Comparator.comparingInt(Delivery::session)
                    .thenComparingInt(Delivery::index)
                    .thenComparingInt(Delivery::ofSession)
                    .thenComparingInt(Delivery::ofIndex);
}
