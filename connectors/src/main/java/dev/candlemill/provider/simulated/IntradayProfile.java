package dev.candlemill.provider.simulated;

/**
 * How a day's movement and volume spread over its 5-minute slots: a U for sessions with an open and
 * a close, a mild wave that peaks at 15:00 UTC for round-the-clock markets.
 *
 * @param volatility per slot; the squares add up to 1
 * @param volume per slot; 1 on average
 */
record IntradayProfile(int openHour, double[] volatility, double[] volume) {

    private static final int PEAK_HOUR = 15;

    static IntradayProfile session(int slots) {
        double[] volatility = new double[slots];
        double[] volume = new double[slots];
        for (int i = 0; i < slots; i++) {
            double x = (i + 0.5) / slots;
            double bowl = (2 * x - 1) * (2 * x - 1);
            volatility[i] = 0.8 + 0.6 * bowl + 1.6 * StrictMath.pow(1 - x, 10);
            volume[i] =
                    0.6
                            + 0.9 * bowl
                            + 1.8 * StrictMath.pow(1 - x, 10)
                            + 1.6 * StrictMath.pow(x, 14);
        }
        return normalised(0, volatility, volume);
    }

    static IntradayProfile aroundTheClock(int openHour, int slots) {
        double[] volatility = new double[slots];
        double[] volume = new double[slots];
        for (int i = 0; i < slots; i++) {
            double hour = openHour + 24.0 * (i + 0.5) / slots;
            double wave = StrictMath.cos(2 * Math.PI * (hour - PEAK_HOUR) / 24);
            volatility[i] = 1 + 0.2 * wave;
            volume[i] = 1 + 0.35 * wave;
        }
        return normalised(openHour, volatility, volume);
    }

    int slots() {
        return volume.length;
    }

    private static IntradayProfile normalised(int openHour, double[] volatility, double[] volume) {
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < volume.length; i++) {
            squares += volatility[i] * volatility[i];
            sum += volume[i];
        }
        for (int i = 0; i < volume.length; i++) {
            volatility[i] /= Math.sqrt(squares);
            volume[i] *= volume.length / sum;
        }
        return new IntradayProfile(openHour, volatility, volume);
    }
}
