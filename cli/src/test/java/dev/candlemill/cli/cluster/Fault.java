package dev.candlemill.cli.cluster;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What may happen to a live job on a cluster. */
enum Fault {
    TASK_MANAGER_KILLED,
    /** And its jobs forgotten: they are submitted again, from the newest checkpoint. */
    JOB_MANAGER_KILLED,
    POSTGRES_RESTARTED,
    KAFKA_RESTARTED,
    KAFKA_KILLED,
    POSTGRES_SLOW,
    KAFKA_SLOW,
    /** Connections are half open. */
    POSTGRES_CUT,
    KAFKA_CUT,
    CONNECTIONS_RESET,
    /** No fault: stopped with a savepoint, and continued with another parallelism. */
    RESCALED;

    /** Seeds in which each fault comes once. */
    static final int ROUND = 3;

    /** Those of a seed, counted from 1, in order. */
    static List<Fault> of(int seed) {
        List<Fault> shuffled = Arrays.asList(values());
        Collections.shuffle(shuffled, new Random((seed - 1) / ROUND));
        int part = (seed - 1) % ROUND;
        return shuffled.subList(
                part * shuffled.size() / ROUND, (part + 1) * shuffled.size() / ROUND);
    }
}
