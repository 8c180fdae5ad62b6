package dev.candlemill.provider.file;

/** Told now and then how far the reading of the input is; called from the preparing thread. */
@FunctionalInterface
public interface PrepareProgress {

    /** Bytes as on disk; in a second look at the files they exceed what there is. */
    void read(long bytes, long ofBytes);

    static PrepareProgress none() {
        return (bytes, ofBytes) -> {};
    }
}
