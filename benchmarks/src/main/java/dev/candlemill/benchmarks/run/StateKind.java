package dev.candlemill.benchmarks.run;

/** Where keyed state lives while it is measured. */
public enum StateKind {
    HEAP("heap", "hashmap"),
    ROCKSDB("RocksDB", "rocksdb");

    private final String title;
    private final String flinkName;

    StateKind(String title, String flinkName) {
        this.title = title;
        this.flinkName = flinkName;
    }

    public String title() {
        return title;
    }

    String flinkName() {
        return flinkName;
    }
}
