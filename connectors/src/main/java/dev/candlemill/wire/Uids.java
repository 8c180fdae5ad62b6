package dev.candlemill.wire;

/** Every operator's uid and name. A changed uid is a state break; names may change. */
public enum Uids {
    BARS("bars", "bars"),
    VALIDATE("validate", "validate bars"),
    CANDLES("candles", "bars -> candles"),
    KAFKA_BARS("kafka-bars", "bars from Kafka"),
    CONTROL("control", "setups and handed bars"),
    PUSHED("pushed", "what is stored, progress in silence"),
    HANDED("handed", "bars handed over"),
    CONFLATE("conflate-forming", "forming candles, the latest"),
    POSTGRES_SIGNALS("postgres-signals", "signals -> Postgres"),
    POSTGRES_STOPPED("postgres-stopped", "stopped setups -> Postgres"),
    POSTGRES_CANDLES("postgres-candles", "candles -> Postgres"),
    POSTGRES_REJECTED("postgres-rejected", "rejected -> Postgres"),
    POSTGRES_LATE("postgres-late", "late -> Postgres"),
    POSTGRES_SNAPSHOTS("postgres-snapshots", "fold snapshots -> Postgres"),
    POSTGRES_REPORTS("postgres-reports", "counts -> Postgres"),
    KAFKA_CANDLE_RECORDS("kafka-candle-records", "candle records"),
    KAFKA_CANDLES("kafka-candles", "kafka market.candles.v1"),
    KAFKA_SIGNAL_RECORDS("kafka-signal-records", "signal records"),
    KAFKA_SIGNALS("kafka-signals", "kafka trading.signals.v1"),
    KAFKA_REJECTED_RECORDS("kafka-rejected-records", "rejected records"),
    KAFKA_REJECTED("kafka-rejected", "kafka ops.rejected.v1"),
    KAFKA_LATE_RECORDS("kafka-late-records", "late records"),
    KAFKA_LATE("kafka-late", "kafka ops.late.v1"),
    KAFKA_FORMING_RECORDS("kafka-forming-records", "forming records"),
    KAFKA_FORMING("kafka-forming", "kafka market.forming.v1"),
    CSV_CANDLE_RUNS("csv-candle-runs", "candles -> sorted runs"),
    CSV_CANDLES("csv-candles", "merge candles.csv"),
    CSV_SIGNAL_RUNS("csv-signal-runs", "signals -> sorted runs"),
    CSV_SIGNALS("csv-signals", "merge signals.csv"),
    CSV_REJECTED_RUNS("csv-rejected-runs", "rejected -> sorted runs"),
    CSV_REJECTED("csv-rejected", "merge rejected.csv"),
    CSV_LATE_RUNS("csv-late-runs", "late -> sorted runs"),
    CSV_LATE("csv-late", "merge late.csv");

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
}
