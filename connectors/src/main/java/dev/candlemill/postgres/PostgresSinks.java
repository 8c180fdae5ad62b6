package dev.candlemill.postgres;

import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldSnapshot;
import dev.candlemill.candle.StoppedStrategy;
import dev.candlemill.candle.SymbolReport;
import dev.candlemill.signal.Signal;
import org.apache.flink.api.connector.sink2.Sink;

/** The sinks of a run, one per output of the pipeline. All are idempotent and hold the lease. */
public final class PostgresSinks {

    private PostgresSinks() {}

    public static Sink<CandlePage> candles(PostgresSinkOptions options) {
        return new PostgresCandleSink(options);
    }

    /** Into {@code strategy_signals}, the newest revision of each. */
    public static Sink<Signal> signals(PostgresSinkOptions options) {
        return new SignalSink(options);
    }

    /**
     * Into {@code trading_setups}: a setup with a strategy that failed is stopped, and says why.
     */
    public static Sink<StoppedStrategy> stopped(PostgresSinkOptions options) {
        return new BatchSink<>(options, "stopped setups", 100, new StoppedSetupTable());
    }

    /** Into {@code rejected_rows}, kind {@code rejected}. */
    public static Sink<RejectedBar> rejected(PostgresSinkOptions options) {
        JobStamp job = options.job();
        return new BatchSink<>(
                options,
                "rejected bars",
                1000,
                (connection, bars) ->
                        RejectedRow.insert(
                                connection,
                                bars.stream().map(bar -> RejectedRow.rejected(bar, job)).toList()));
    }

    /** Into {@code rejected_rows}, kind {@code late}. */
    public static Sink<LateBar> late(PostgresSinkOptions options) {
        JobStamp job = options.job();
        return new BatchSink<>(
                options,
                "late bars",
                1000,
                (connection, bars) ->
                        RejectedRow.insert(
                                connection,
                                bars.stream().map(bar -> RejectedRow.late(bar, job)).toList()));
    }

    /** Into {@code fold_snapshots}, which keeps the newest few and then one per quarter. */
    public static Sink<FoldSnapshot> snapshots(PostgresSinkOptions options) {
        return new BatchSink<>(
                options,
                "fold snapshots",
                200,
                new SnapshotTable(options.fingerprint(), options.job().jobId()));
    }

    /** Into {@code backfill_jobs} and the two tables below it. */
    public static Sink<SymbolReport> reports(PostgresSinkOptions options) {
        return new BatchSink<>(
                options,
                "symbol reports",
                500,
                new ReportTable(options.job().jobId(), options.timeframes()));
    }

    /** Into {@code live_counts}. */
    public static Sink<SymbolReport> liveCounts(PostgresSinkOptions options) {
        return new BatchSink<>(
                options, "symbol counts", 500, new LiveCountsTable(options.job().jobId()));
    }
}
