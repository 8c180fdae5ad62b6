package dev.candlemill.benchmarks.window;

/** What a window accumulates; mutable. */
public final class OpenCandle {

    long firstTime;
    long lastTime;
    long lastSlot;
    double open;
    double high;
    double low;
    double close;
    double volume;
    int barCount;
    int inputCount;

    OpenCandle copy() {
        OpenCandle copy = new OpenCandle();
        copy.firstTime = firstTime;
        copy.lastTime = lastTime;
        copy.lastSlot = lastSlot;
        copy.open = open;
        copy.high = high;
        copy.low = low;
        copy.close = close;
        copy.volume = volume;
        copy.barCount = barCount;
        copy.inputCount = inputCount;
        return copy;
    }
}
