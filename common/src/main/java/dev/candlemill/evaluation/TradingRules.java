package dev.candlemill.evaluation;

import static java.util.Objects.requireNonNull;

/**
 * How events are traded.
 *
 * @param feeBps of the traded value, on each entry and exit, in hundredths of a percent
 * @param slippageBps by which each fill is worse than the open, in hundredths of a percent
 */
public record TradingRules(Side side, double feeBps, double slippageBps) {

    private static final double WHOLE = 10_000;

    /** Long only, without costs. */
    public static final TradingRules DEFAULT = new TradingRules(Side.LONG, 0, 0);

    public TradingRules {
        requireNonNull(side, "side is null");
        check("fee", feeBps);
        check("slippage", slippageBps);
    }

    private static void check(String what, double bps) {
        if (!(bps >= 0 && bps < WHOLE)) {
            throw new IllegalArgumentException(
                    what + " expected from 0 to below 10000 basis points, found " + bps);
        }
    }

    /** What a fill at this price is done at. */
    double fill(boolean isBuy, double price) {
        return price * (1 + sign(isBuy) * slippageBps / WHOLE);
    }

    /** What is paid, or got, per unit when the fee is part of the price. */
    double net(boolean isBuy, double fill) {
        return fill * (1 + sign(isBuy) * feeBps / WHOLE);
    }

    private static int sign(boolean isBuy) {
        return isBuy ? 1 : -1;
    }
}
