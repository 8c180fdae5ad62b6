package dev.candlemill.jobs.candle;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Following;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.signal.SignalStatus;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * What one subtask has seen and sent since it was started, for dashboards and alerts; {@code
 * docs/metrics.md} has the names. The counts of a run, which survive crashes, are {@link
 * dev.candlemill.candle.SymbolCounts}.
 */
final class FoldMetrics {

    static final String BARS_IN = "bars_in";
    static final String BARS_ACCEPTED = "bars_accepted";
    static final String BARS_DUPLICATE = "bars_duplicate";
    static final String BARS_CORRECTED = "bars_corrected";
    static final String BARS_LATE = "bars_late";
    static final String BARS_REJECTED = "bars_rejected";
    static final String CANDLES_OUT = "candles_out";
    static final String CANDLES_REVISED = "candles_revised";
    static final String SIGNALS_OUT = "signals_out";
    static final String STRATEGIES_STOPPED = "strategies_stopped";
    static final String PROGRESS_LAG = "progress_lag_ms";
    static final String FINAL_LAG = "final_lag_ms";

    private final MetricGroup group;
    private final @Nullable LongSupplier marketTime;
    private final Counter barsIn;
    private final Counter accepted;
    private final Counter duplicate;
    private final Counter corrected;
    private final Counter late;
    private final Counter candlesOut;
    private final Counter candlesRevised;
    private final Counter stopped;
    private final Counter[] rejected = new Counter[RejectReason.values().length];
    private final Map<SignalStatus, Counter> signals = new EnumMap<>(SignalStatus.class);
    private final Map<String, Lags> lagsByVenue = new HashMap<>();
    private Lags lags = new Lags(null);
    private long marketClock;

    /** Of a venue. */
    private static final class Lags {
        private final @Nullable ProgressLag progress;

        /** In milliseconds of market time, as of the newest candle. */
        private long finality;

        Lags(@Nullable ProgressLag progress) {
            this.progress = progress;
        }
    }

    /**
     * @param marketTime epoch milliseconds; null for a run that follows no market and so is never
     *     behind it
     */
    FoldMetrics(MetricGroup group, @Nullable LongSupplier marketTime) {
        this.group = group;
        this.marketTime = marketTime;
        barsIn = group.counter(BARS_IN);
        accepted = group.counter(BARS_ACCEPTED);
        duplicate = group.counter(BARS_DUPLICATE);
        corrected = group.counter(BARS_CORRECTED);
        late = group.counter(BARS_LATE);
        candlesOut = group.counter(CANDLES_OUT);
        candlesRevised = group.counter(CANDLES_REVISED);
        stopped = group.counter(STRATEGIES_STOPPED);
        for (RejectReason reason : RejectReason.values()) {
            rejected[reason.ordinal()] =
                    group.addGroup("reason", reason.code()).counter(BARS_REJECTED);
        }
        for (SignalStatus status : SignalStatus.values()) {
            signals.put(status, group.addGroup("status", status.name()).counter(SIGNALS_OUT));
        }
    }

    void page(BarPage page, VenueCalendar calendar) {
        lags = lagsByVenue.computeIfAbsent(calendar.venue(), this::register);
        marketClock = page.marketClock();
        barsIn.inc(page.inputCount());
        int[] byReason = page.rejectedByReason();
        for (int reason = 0; reason < byReason.length; reason++) {
            rejected[reason].inc(byReason[reason]);
        }
        ProgressLag progress = lags.progress;
        if (progress != null && page.coveredUntil() != BarPage.UNKNOWN) {
            progress.reach(page.symbol(), page.coveredUntil(), calendar);
        }
    }

    void following(Following event, VenueCalendar calendar) {
        ProgressLag progress = progress(calendar);
        if (progress != null && event.isFollowed()) {
            progress.reach(event.symbol(), event.coveredUntil(), calendar);
        } else {
            forgotten(event.symbol(), calendar);
        }
    }

    /** A symbol that nothing is expected of does not lag. */
    void forgotten(String symbol, VenueCalendar calendar) {
        ProgressLag progress = progress(calendar);
        if (progress != null) {
            progress.forget(symbol);
        }
    }

    private @Nullable ProgressLag progress(VenueCalendar calendar) {
        return lagsByVenue.computeIfAbsent(calendar.venue(), this::register).progress;
    }

    void counted(long acceptedBars, long duplicateBars, long correctedBars) {
        accepted.inc(acceptedBars);
        duplicate.inc(duplicateBars);
        corrected.inc(correctedBars);
    }

    void candles(CandlePage page) {
        long newest = Long.MIN_VALUE;
        long revised = 0;
        for (int i = 0; i < page.size(); i++) {
            boolean first = page.revision(i) == 1 && page.indicatorRevision(i) == 1;
            revised += first ? 0 : 1;
            newest = first ? Math.max(newest, page.closeTime(i)) : newest;
        }
        candlesOut.inc(page.size());
        candlesRevised.inc(revised);
        if (newest != Long.MIN_VALUE) {
            lags.finality = Math.max(0, marketClock - newest);
        }
    }

    void late() {
        late.inc();
    }

    void signal(SignalStatus status) {
        Counter counter = signals.get(status);
        if (counter != null) {
            counter.inc();
        }
    }

    void stopped() {
        stopped.inc();
    }

    private Lags register(String venue) {
        Lags made = new Lags(marketTime == null ? null : new ProgressLag(marketTime));
        MetricGroup ofVenue = group.addGroup("venue", venue);
        if (made.progress != null) {
            ofVenue.gauge(PROGRESS_LAG, made.progress);
        }
        ofVenue.gauge(FINAL_LAG, (Gauge<Long>) () -> made.finality);
        return made;
    }
}
