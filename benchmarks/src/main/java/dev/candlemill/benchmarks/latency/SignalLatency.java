package dev.candlemill.benchmarks.latency;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Measures a running live job; one at a time. */
public final class SignalLatency implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long POLL_MILLIS = 2;

    private final List<String> symbols;
    private final Pending pending = new Pending();
    private final LiveBetweenTopics live;
    private final SignalListener listener;
    private final BarSender sender;

    private SignalLatency(List<String> symbols, LiveBetweenTopics live) {
        this.symbols = symbols;
        this.live = live;
        this.listener = live.listener(pending);
        this.sender = live.sender(symbols, pending);
    }

    /**
     * Starts servers and the job, and sends every symbol's first bars, which have no signal.
     *
     * @param count of symbols
     */
    public static SignalLatency start(int count) throws Exception {
        List<String> symbols =
                IntStream.range(0, count).mapToObj(i -> "CRYPTO:S%04d".formatted(i)).toList();
        return new SignalLatency(symbols, LiveBetweenTopics.start(symbols));
    }

    /**
     * Sends bars at a rate for a while, and waits for all of their signals.
     *
     * @return microseconds from when each bar was due on its topic to its signal
     */
    public Histogram at(int barsPerSecond, int seconds) throws Exception {
        pending.take();
        sender.send(barsPerSecond * seconds, barsPerSecond);
        awaitAll();
        return pending.take();
    }

    /**
     * One bar of every symbol at once. Returns the milliseconds until the last signal was there.
     */
    public double instant() throws Exception {
        long begin = sender.sendInstant();
        awaitAll();
        return (pending.lastArrival() - begin) / 1e6;
    }

    public int symbols() {
        return symbols.size();
    }

    private void awaitAll() throws Exception {
        long begin = System.nanoTime();
        while (pending.size() > 0) {
            live.requireRunning();
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException(pending.size() + " signals have not come");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    @Override
    public void close() throws Exception {
        sender.close();
        listener.close();
        live.close();
    }
}
