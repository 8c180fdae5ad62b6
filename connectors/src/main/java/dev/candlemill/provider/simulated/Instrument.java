package dev.candlemill.provider.simulated;

/**
 * What does not change about a simulated symbol. Prices are whole ticks, {@code price = ticks /
 * priceScale}, and volumes whole lots, {@code volume = lots * lotSize / volumeScale}, so that they
 * are the doubles nearest to short decimals.
 *
 * @param key the seed of everything random about this symbol
 * @param aroundTheClock whether a session lasts all day: then there is no overnight gap
 * @param everyDay whether weekends trade like other days
 * @param basePrice where the price tends to in the long run
 * @param dailyVolatility of the day's return, in calm times
 * @param barLots lots of an average 5-minute bar
 */
record Instrument(
        long key,
        boolean aroundTheClock,
        boolean everyDay,
        double basePrice,
        double dailyVolatility,
        double priceScale,
        double lotSize,
        double volumeScale,
        double barLots) {

    /** Coins at the venue {@code CRYPTO}, currency pairs at {@code FX}, stocks at any other. */
    static Instrument of(long seed, String symbol, String venue) {
        long key = SeededRandom.hash(seed, symbol);
        SeededRandom random = new SeededRandom(SeededRandom.hash(key, "instrument"));
        return switch (venue) {
            case "CRYPTO" -> coin(key, random);
            case "FX" -> currencyPair(key, random);
            default -> stock(key, random);
        };
    }

    private static Instrument stock(long key, SeededRandom random) {
        double price = between(random, 12, 450);
        double volatility = between(random, 0.009, 0.022);
        return new Instrument(
                key, false, false, price, volatility, 100, 100, 1, between(random, 30, 2500));
    }

    private static Instrument coin(long key, SeededRandom random) {
        double price = between(random, 0.08, 70_000);
        double volatility = between(random, 0.02, 0.035);
        double priceScale = price > 10_000 ? 10 : price > 100 ? 100 : price > 1 ? 1e4 : 1e6;
        double volumeScale = price > 1000 ? 1e4 : price > 1 ? 100 : 1;
        double notional = between(random, 20_000, 900_000);
        return new Instrument(
                key,
                true,
                true,
                price,
                volatility,
                priceScale,
                1,
                volumeScale,
                Math.max(20, notional / price * volumeScale));
    }

    private static Instrument currencyPair(long key, SeededRandom random) {
        double price = between(random, 0.6, 1.9);
        return new Instrument(key, true, false, price, 0.005, 1e5, 1, 1, between(random, 90, 900));
    }

    /** Evenly spread in logarithms. */
    private static double between(SeededRandom random, double low, double high) {
        return low * StrictMath.pow(high / low, random.uniform());
    }
}
