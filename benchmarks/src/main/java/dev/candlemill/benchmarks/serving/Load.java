package dev.candlemill.benchmarks.serving;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Clients that each ask again as soon as they are answered. */
public final class Load {

    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;

    /** What opens a connection, plans a query and grows a window of TCP is not measured. */
    private static final Duration WARM_UP = Duration.ofSeconds(1);

    private final Readers readers;
    private final List<String> symbols;

    public Load(Readers readers, List<String> symbols) {
        this.readers = readers;
        this.symbols = List.copyOf(symbols);
    }

    /**
     * What came of it.
     *
     * @param micros of every request, from asking to the answer's last byte
     * @param perSecond requests of all clients together
     */
    public record Result(Histogram micros, double perSecond) {

        public double millis(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1e3;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "p50 %.1f ms, p99 %.1f ms, %.1f/s",
                    millis(50),
                    millis(99),
                    perSecond);
        }
    }

    /** Runs that many clients for a while; every one of them is answered at least once. */
    public Result run(int clients, double seconds) throws Exception {
        CountDownLatch ready = new CountDownLatch(clients);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<Histogram>> futures = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                String symbol = symbols.get(i % symbols.size());
                futures.add(threads.submit(() -> client(symbol, ready, seconds)));
            }
            Histogram all = histogram();
            for (Future<Histogram> future : futures) {
                all.add(future.get());
            }
            double span = (all.getEndTimeStamp() - all.getStartTimeStamp()) / 1e9;
            return new Result(all, all.getTotalCount() / span);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Its time stamps are nanoseconds of the JVM's clock: from the first start to the last end. */
    private Histogram client(String symbol, CountDownLatch ready, double seconds) throws Exception {
        Histogram micros = histogram();
        try (Readers.Reader reader = readers.open(symbol)) {
            ready.countDown();
            ready.await();
            long open = System.nanoTime() + WARM_UP.toNanos();
            do {
                reader.read();
            } while (System.nanoTime() < open);
            long begin = System.nanoTime();
            long end = begin + (long) (seconds * 1e9);
            long asked = begin;
            do {
                reader.read();
                long answered = System.nanoTime();
                micros.recordValue((answered - asked) / 1_000);
                asked = answered;
            } while (asked < end);
            micros.setStartTimeStamp(begin);
            micros.setEndTimeStamp(asked);
        }
        return micros;
    }

    private static Histogram histogram() {
        return new Histogram(HIGHEST_MICROS, DIGITS);
    }
}
