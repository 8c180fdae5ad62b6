package dev.candlemill.jobs.pipeline;

import java.util.Arrays;
import java.util.List;

/** Every operator's uid and name. A changed uid is a state break; names may change. */
public enum Uids {
    BARS("bars", "bars"),
    VALIDATE("validate", "validate bars"),
    CANDLES("candles", "bars -> candles"),
    KAFKA_BARS("kafka-bars", "bars from Kafka"),
    PUSHED("pushed", "what is stored, progress in silence"),
    CONFLATE("conflate-forming", "forming candles, the latest"),
    POSTGRES_SIGNALS("postgres-signals", "signals -> Postgres"),
    POSTGRES_STOPPED("postgres-stopped", "stopped setups -> Postgres"),
    POSTGRES_CANDLES("postgres-candles", "candles -> Postgres"),
    POSTGRES_REJECTED("postgres-rejected", "rejected -> Postgres"),
    POSTGRES_LATE("postgres-late", "late -> Postgres"),
    POSTGRES_SNAPSHOTS("postgres-snapshots", "fold snapshots -> Postgres"),
    POSTGRES_REPORTS("postgres-reports", "counts -> Postgres");

    private final String uid;
    private final String operatorName;

    Uids(String uid, String operatorName) {
        this.uid = uid;
        this.operatorName = operatorName;
    }

    public String uid() {
        return uid;
    }

    public String operatorName() {
        return operatorName;
    }

    static List<String> all() {
        return Arrays.stream(values()).map(Uids::uid).toList();
    }
}
