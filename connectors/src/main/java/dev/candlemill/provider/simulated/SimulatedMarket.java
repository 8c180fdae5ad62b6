package dev.candlemill.provider.simulated;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.source.SymbolRange;

/**
 * The truth behind what a {@link SimulatedProvider} with the same settings delivers, worked out
 * without looking at what it delivers: what a run must make of it.
 */
public final class SimulatedMarket {

    private final SimulatedSettings settings;

    public SimulatedMarket(SimulatedSettings settings) {
        this.settings = settings;
    }

    /**
     * The bars that stand after all corrections, ascending: without those that never come, come
     * beyond the horizon, or are still forming. The same whichever range they are read in.
     *
     * @param from epoch milliseconds, inclusive
     * @param to epoch milliseconds, exclusive
     */
    public BarColumns truth(String symbol, long from, long to) {
        MarketRange market = range(symbol, from, to);
        FaultDraw draw = new FaultDraw(market, settings.faults());
        BarColumns truth = new BarColumns(0);
        BarColumns bars = new BarColumns(0);
        for (int session = 0; session < market.sessionCount(); session++) {
            market.bars(session, bars);
            draw.choose(session);
            for (int i = market.begin(session); i < market.end(session); i++) {
                if (draw.kind(i).isApplied()) {
                    truth.addFrom(bars, i);
                }
            }
        }
        return truth;
    }

    /** The truth of the settings' own range. */
    public BarColumns truth(String symbol) {
        return truth(symbol, settings.from(), settings.to());
    }

    /**
     * What a run over the range counts: in, accepted, duplicate, late, corrected and rejected by
     * reason. Candles and a forming bar are not in it.
     */
    public SymbolCounts counts(String symbol, long from, long to) {
        MarketRange market = range(symbol, from, to);
        SymbolCounts counts = new SymbolCounts();
        countBars(market, counts);
        countDeliveries(market, counts);
        return counts;
    }

    /** The counts of the settings' own range. */
    public SymbolCounts counts(String symbol) {
        return counts(symbol, settings.from(), settings.to());
    }

    private void countBars(MarketRange market, SymbolCounts counts) {
        FaultDraw draw = new FaultDraw(market, settings.faults());
        for (int session = 0; session < market.sessionCount(); session++) {
            draw.choose(session);
            for (int i = market.begin(session); i < market.end(session); i++) {
                if (draw.kind(i).isOnTime()) {
                    counts.in++;
                    counts.accepted++;
                }
            }
        }
    }

    private void countDeliveries(MarketRange market, SymbolCounts counts) {
        DeliverySchedule schedule = new DeliverySchedule(market, settings.faults());
        BarDistortion distortion =
                new BarDistortion(market.instrument(), market.calendar(), settings.to());
        for (int i = 0; i < schedule.size(); i++) {
            Delivery delivery = schedule.get(i);
            counts.in++;
            switch (delivery.kind()) {
                case LATE -> counts.accepted++;
                case REVISED -> {
                    counts.accepted++;
                    counts.corrected++;
                }
                case BEYOND_HORIZON -> counts.late++;
                case DUPLICATE -> counts.duplicate++;
                case BAD ->
                        counts.countRejected(
                                distortion
                                        .reason(
                                                market.session(delivery.ofSession()),
                                                delivery.detail())
                                        .ordinal(),
                                1);
                default -> throw new IllegalStateException("no record for " + delivery);
            }
        }
    }

    private MarketRange range(String symbol, long from, long to) {
        return new MarketRange(settings, new SymbolRange(symbol, from, to));
    }
}
