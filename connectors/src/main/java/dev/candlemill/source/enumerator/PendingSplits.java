package dev.candlemill.source.enumerator;

import dev.candlemill.source.split.ProviderSplit;
import java.util.List;

/**
 * What a checkpoint keeps of the enumerator.
 *
 * @param planned whether the provider has been asked already; it is asked once per run
 * @param splits those that no reader holds, next one first
 */
public record PendingSplits(boolean planned, List<ProviderSplit> splits) {

    public static final PendingSplits NOT_PLANNED = new PendingSplits(false, List.of());

    public PendingSplits {
        splits = List.copyOf(splits);
    }
}
