package dev.candlemill.jobs.pipeline;

import java.util.Arrays;
import java.util.List;

/** Every operator's uid and name. A changed uid is a state break; names may change. */
public enum Uids {
    BARS("bars", "bars"),
    VALIDATE("validate", "validate bars"),
    CANDLES("candles", "bars -> candles"),
    POSTGRES_CANDLES("postgres-candles", "candles -> Postgres"),
    POSTGRES_REJECTED("postgres-rejected", "rejected -> Postgres"),
    POSTGRES_LATE("postgres-late", "late -> Postgres"),
    POSTGRES_SNAPSHOTS("postgres-snapshots", "fold snapshots -> Postgres"),
    POSTGRES_REPORTS("postgres-reports", "counts -> Postgres"),
    KAFKA_CANDLE_RECORDS("kafka-candle-records", "candle records"),
    KAFKA_CANDLES("kafka-candles", "candles -> Kafka"),
    KAFKA_REJECTED("kafka-rejected", "rejected -> Kafka"),
    KAFKA_LATE("kafka-late", "late -> Kafka"),
    CSV_CANDLES("csv-candles", "candles -> CSV"),
    CSV_REJECTED("csv-rejected", "rejected -> CSV"),
    CSV_LATE("csv-late", "late -> CSV"),
    REPORTS("reports", "counts");

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
