package dev.candlemill.jobs.candle;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.SymbolReport;
import dev.candlemill.source.UnsettledReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link CandleFunction}. The counts of symbols that changed leave ahead of the barrier, so
 * that sinks hold those of the state in the same checkpoint.
 */
public final class CandleOperator extends KeyedProcessOperator<String, SymbolEvent, CandlePage> {

    private static final long serialVersionUID = 1L;

    private static final ListStateDescriptor<Long> BEGUN =
            new ListStateDescriptor<>("begun", LongSerializer.INSTANCE);

    /**
     * How long checkpoints say for symbols that have not begun again what has to be asked for: one
     * that no bar came of in that time is no longer read, or has failed before.
     */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final CandleFunction candles;

    /** Since when what was let out is unknown to each task's state: milliseconds. */
    private transient ListState<Long> begun;

    /** The earliest of the checkpoint that was restored, or of the job; null without either. */
    private transient @Nullable Instant askedSince;

    @SuppressWarnings("NullAway.Init") // the transient fields belong to initializeState()
    public CandleOperator(CandleFunction candles) {
        super(candles);
        this.candles = candles;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        begun = context.getOperatorStateStore().getUnionListState(BEGUN);
        for (long millis : begun.get()) {
            Instant one = Instant.ofEpochMilli(millis);
            askedSince = askedSince == null || one.isBefore(askedSince) ? one : askedSince;
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        long time = context.getCheckpointTimestamp();
        if (askedSince != null && candles.hasWaiting()) {
            time = Math.max(askedSince.toEpochMilli(), time - LONGEST_WAIT.toMillis());
        }
        begun.update(List.of(time));
    }

    /**
     * What a failed attempt has stored and sent since the checkpoint, or since the job was begun,
     * is asked for before anything is folded, of all symbols at once, since a restore should not
     * wait for each one's answer.
     */
    @Override
    public void open() throws Exception {
        super.open();
        FollowedMarket market = candles.market();
        if (market == null) {
            return;
        }
        Instant since = askedSince == null ? market.begun() : askedSince;
        askedSince = since;
        KeyedStateBackend<String> backend = getKeyedStateBackend();
        List<String> held;
        try (Stream<String> keys =
                backend.getKeys(KeyedSymbolStore.SYMBOL, VoidNamespace.INSTANCE)) {
            held = keys.toList();
        }
        for (UnsettledReader.Factory sink : market.sinks()) {
            try (UnsettledReader reader = sink.open()) {
                for (UnsettledRows rows : reader.unsettled(held, this::isOurs, since)) {
                    setCurrentKey(rows.symbol());
                    candles.takeUnsettled(rows);
                }
            }
        }
    }

    private boolean isOurs(String symbol) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        return task.getIndexOfThisSubtask()
                == KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        symbol,
                        task.getMaxNumberOfParallelSubtasks(),
                        task.getNumberOfParallelSubtasks());
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        super.prepareSnapshotPreBarrier(checkpoint);
        report();
    }

    /** What a drained job's last barrier would tell, which comes when sinks take nothing more. */
    @Override
    public void finish() throws Exception {
        report();
        super.finish();
    }

    private void report() {
        for (SymbolReport report : candles.takeReports()) {
            output.collect(CandleFunction.REPORTS, new StreamRecord<>(report));
        }
    }
}
