package dev.candlemill.benchmarks.run;

import dev.candlemill.candle.SymbolCounts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a run tells about itself from inside the job: when its first timed event left the source,
 * when its last row arrived, and the rows' checksum. The mini cluster shares our JVM. Thread-safe.
 */
public final class Probe {

    private static final Map<String, Probe> PROBES = new ConcurrentHashMap<>();

    private final SymbolCounts counts = new SymbolCounts();
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;
    private long rows;
    private long checksum;
    private long signals;
    private long valueSum;

    private Probe() {}

    public static Probe of(String id) {
        return PROBES.computeIfAbsent(id, key -> new Probe());
    }

    static Probe remove(String id) {
        Probe probe = PROBES.remove(id);
        return probe == null ? new Probe() : probe;
    }

    public synchronized void start() {
        firstNanos = Math.min(firstNanos, System.nanoTime());
    }

    public synchronized void rows(long count, long sum, long atNanos) {
        rows += count;
        checksum += sum;
        lastNanos = Math.max(lastNanos, atNanos);
    }

    /** A checksum of what indicators gave, to be added to the others. */
    public synchronized void values(long sum) {
        valueSum += sum;
    }

    synchronized void signals(long count, long sum) {
        signals += count;
        valueSum += sum;
    }

    synchronized void report(SymbolCounts of) {
        counts.add(of);
    }

    synchronized double seconds() {
        return (lastNanos - firstNanos) / 1e9;
    }

    synchronized long rows() {
        return rows;
    }

    synchronized long checksum() {
        return checksum;
    }

    synchronized long signals() {
        return signals;
    }

    synchronized long valueSum() {
        return valueSum;
    }

    synchronized SymbolCounts counts() {
        return counts.copy();
    }
}
