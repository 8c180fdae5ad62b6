package dev.candlemill.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Reference;

/**
 * Runs one job in a mini cluster of one task manager, as a cluster would: object reuse, no Kryo,
 * checkpoints to a folder, incremental with RocksDB, whose memory is Flink's managed memory.
 */
public final class LocalRun {

    /** What a task manager of Flink's default size (1728 MB) sets aside. */
    private static final MemorySize MANAGED = MemorySize.ofMebiBytes(512);

    /** Loads classes of its own, which need not be compiled anew for every run. */
    private static final RpcSystem RPC = RpcSystem.load();

    private final StateKind state;
    private final int parallelism;
    private final Duration checkpointInterval;

    public LocalRun(StateKind state, int parallelism, Duration checkpointInterval) {
        this.state = state;
        this.parallelism = parallelism;
        this.checkpointInterval = checkpointInterval;
    }

    /**
     * @param bars how many of the bars are timed
     * @param job defines the dataflow; its sources and sinks report to the probe of the given id
     */
    public RunResult run(long bars, BiConsumer<StreamExecutionEnvironment, String> job)
            throws Exception {
        String probeId = UUID.randomUUID().toString();
        Path folder = Files.createTempDirectory("candlemill-bench");
        try {
            return run(bars, job, probeId, folder);
        } finally {
            delete(folder);
            Probe.remove(probeId);
        }
    }

    private RunResult run(
            long bars,
            BiConsumer<StreamExecutionEnvironment, String> job,
            String probeId,
            Path folder)
            throws Exception {
        Configuration configuration = configuration(folder);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        env.setMaxParallelism(128);
        job.accept(env, probeId);
        JobGraph graph = env.getStreamGraph().getJobGraph();
        long begin = System.nanoTime();
        CheckpointStatsSnapshot checkpoints = execute(graph, configuration);
        double wholeSeconds = (System.nanoTime() - begin) / 1e9;
        Probe probe = Probe.of(probeId);
        CompletedCheckpointStats last =
                checkpoints == null
                        ? null
                        : checkpoints.getHistory().getLatestCompletedCheckpoint();
        return new RunResult(
                bars,
                probe.seconds(),
                wholeSeconds,
                probe.rows(),
                probe.checksum(),
                probe.signals(),
                probe.valueSum(),
                checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfCompletedCheckpoints(),
                last == null ? -1 : last.getStateSize());
    }

    private CheckpointStatsSnapshot execute(JobGraph graph, Configuration configuration)
            throws Exception {
        MiniClusterConfiguration settings =
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(configuration)
                        .setNumTaskManagers(1)
                        .setNumSlotsPerTaskManager(parallelism)
                        .build();
        try (MiniCluster cluster = new MiniCluster(settings, () -> Reference.borrowed(RPC))) {
            cluster.start();
            cluster.executeJobBlocking(graph);
            return cluster.getExecutionGraph(graph.getJobID()).get().getCheckpointStatsSnapshot();
        }
    }

    private Configuration configuration(Path folder) {
        Configuration c = new Configuration();
        c.set(RestOptions.BIND_PORT, "0");
        c.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        c.set(PipelineOptions.OBJECT_REUSE, true);
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        c.set(StateBackendOptions.STATE_BACKEND, state.flinkName());
        c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        c.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, state == StateKind.ROCKSDB);
        c.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        c.setString("state.backend.rocksdb.localdir", folder.resolve("rocksdb").toString());
        c.setString("io.tmp.dirs", folder.resolve("io").toString());
        return c;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
