package dev.candlemill.csv;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Knows all runs that count and, when all writers have ended, merges them into the file. Runs by
 * one task.
 *
 * <p>What survives a crash at any point:
 *
 * <ol>
 *   <li>Before the merge: the runs of the restored checkpoint count, later ones are ignored.
 *   <li>During it, or after the rename: the run goes on from a checkpoint that has not merged, and
 *       merges again, from the same stored candles and equal rows.
 *   <li>After the checkpoint that contains the merge: nothing is left to do but to delete the runs,
 *       which happens only now. Where no checkpoint follows the merge, {@link CsvSinks#tidy} does
 *       it.
 * </ol>
 */
final class CsvMergeOperator extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<CsvRun, Void>, BoundedOneInput {

    private static final long serialVersionUID = 1L;
    private static final long NEVER = Long.MAX_VALUE;

    // -- configuration
    private final CsvFile file;
    private final CsvSettings settings;
    private final CsvStorage storage;

    // -- runtime
    private transient List<CsvRun> runs = new ArrayList<>();
    private transient boolean merged;
    private transient long firstCheckpointAfterMerge;

    @SuppressWarnings("NullAway.Init")
    private transient RunFolder folder;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<CsvRun> runsState;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<Boolean> mergedState;

    CsvMergeOperator(CsvFile file, CsvSettings settings, CsvStorage storage) {
        this.file = file;
        this.settings = settings;
        this.storage = storage;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        runsState =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        "runs", TypeInformation.of(CsvRun.class)));
        mergedState =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("merged", Types.BOOLEAN));
        runs = new ArrayList<>();
        runsState.get().forEach(runs::add);
        merged = mergedState.get().iterator().hasNext();
        firstCheckpointAfterMerge = NEVER;
        folder = new RunFolder(settings.directory(), settings.runId(), file);
        if (file.isUnique() && !merged) {
            folder.stored();
        }
    }

    @Override
    public void processElement(StreamRecord<CsvRun> run) {
        runs.add(run.getValue());
    }

    @Override
    public void endInput() throws Exception {
        if (!merged) {
            new CsvMerge(file, folder, storage, CsvMerge.MAX_OPEN).merge(runs);
            merged = true;
        }
        if (!isCheckpointingEnabled()) {
            folder.delete();
        }
    }

    private boolean isCheckpointingEnabled() {
        return CheckpointingOptions.isCheckpointingEnabled(
                getContainingTask().getEnvironment().getJobConfiguration());
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        runsState.update(runs);
        mergedState.update(merged ? List.of(true) : List.of());
        if (merged && firstCheckpointAfterMerge == NEVER) {
            firstCheckpointAfterMerge = context.getCheckpointId();
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        if (checkpointId >= firstCheckpointAfterMerge) {
            folder.delete();
        }
    }
}
