package dev.candlemill.source.enumerator;

import dev.candlemill.source.split.ProviderSplit;
import java.util.List;

/**
 * What a checkpoint keeps of the enumerator.
 *
 * @param planned whether the provider has been asked already; a bounded run asks it once
 * @param splits those that no reader holds, next one first
 * @param known symbols of an unbounded run that have a split, here or with a reader
 */
public record PendingSplits(boolean planned, List<ProviderSplit> splits, List<String> known) {

    public static final PendingSplits NOT_PLANNED = new PendingSplits(false, List.of());

    public PendingSplits {
        splits = List.copyOf(splits);
        known = List.copyOf(known);
    }

    /** Of a bounded run. */
    public PendingSplits(boolean planned, List<ProviderSplit> splits) {
        this(planned, splits, List.of());
    }
}
