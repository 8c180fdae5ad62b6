package dev.candlemill.indicator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Candles for tests, and what an indicator makes of them. */
final class Candles {

    private static final CandleBatch BATCH = new CandleBatch();

    private Candles() {}

    /** A candle whose four prices are one, with volume 1. */
    static SeriesCandle of(double price) {
        return of(price, price, price, price, 1);
    }

    static SeriesCandle of(double open, double high, double low, double close, double volume) {
        SeriesCandle candle = new SeriesCandle();
        candle.open = open;
        candle.high = high;
        candle.low = low;
        candle.close = close;
        candle.volume = volume;
        return candle;
    }

    static List<SeriesCandle> closes(double... prices) {
        return Arrays.stream(prices).mapToObj(Candles::of).toList();
    }

    /** A wandering market of 78 candles a session; the price stays within 50 to 200. */
    static List<SeriesCandle> market(long seed, int count) {
        Random random = new Random(seed);
        List<SeriesCandle> candles = new ArrayList<>();
        double price = 100;
        for (int i = 0; i < count; i++) {
            double open = price;
            double pull = (100 - price) / 100 * 0.01;
            price *= 1 + pull + 0.004 * random.nextGaussian();
            double high = Math.max(open, price) * (1 + 0.002 * random.nextDouble());
            double low = Math.min(open, price) * (1 - 0.002 * random.nextDouble());
            SeriesCandle candle = of(open, high, low, price, 1 + random.nextInt(100_000));
            candle.sessionDate = 20_000 + i / 78;
            candles.add(candle);
        }
        return candles;
    }

    /** Every value of an indicator after every candle. */
    static double[][] values(String indicator, List<SeriesCandle> candles) {
        IndicatorSet set = IndicatorSet.of(indicator);
        return values(set, new double[set.stateSize()], candles);
    }

    static double[][] values(IndicatorSet set, double[] state, List<SeriesCandle> candles) {
        double[][] values = new double[candles.size()][set.width()];
        for (int i = 0; i < values.length; i++) {
            BATCH.compute(set, state, candles.get(i), values[i], 0);
        }
        return values;
    }

    /** One value after every candle. */
    static double[] column(double[][] values, int column) {
        return Arrays.stream(values).mapToDouble(row -> row[column]).toArray();
    }

    /** The first value of an indicator after every candle. */
    static double[] line(String indicator, List<SeriesCandle> candles) {
        return column(values(indicator, candles), 0);
    }

    /** Every registered indicator with its defaults, and the variants. */
    static List<String> everyIndicator() {
        List<String> all =
                new ArrayList<>(Indicators.all().stream().map(IndicatorDefinition::name).toList());
        all.addAll(
                List.of(
                        "sma(1)",
                        "sma(7,source=typical)",
                        "ema(1)",
                        "stochastic(14,3,3)",
                        "rsi(14,mean=cutler)",
                        "obv(start=volume)",
                        "aroon(25,ties=earliest)",
                        "bollinger(20,2.5,source=median)",
                        "donchian(50,window=partial)",
                        "highest(5,source=close)",
                        "macd(5,35,5)",
                        "hma(16,source=open)"));
        return all;
    }
}
