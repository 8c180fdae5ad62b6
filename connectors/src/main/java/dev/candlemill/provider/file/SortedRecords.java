package dev.candlemill.provider.file;

/** Watches the records that tell of the size of bars while they are written in their last order. */
interface SortedRecords {

    /** The first record follows; what was told before is void. */
    void begin();

    /**
     * One record, by group, time and arrival.
     *
     * @param group as {@link SymbolEntry#group} gives it
     * @param place as {@link RecordPlace} packs it
     */
    void record(int group, long time, long place);

    /** Watches nothing. */
    static SortedRecords ignored() {
        return new SortedRecords() {
            @Override
            public void begin() {}

            @Override
            public void record(int group, long time, long place) {}
        };
    }
}
