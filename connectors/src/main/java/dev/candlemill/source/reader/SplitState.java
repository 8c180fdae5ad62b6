package dev.candlemill.source.reader;

import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.SplitPosition;

/** A split while it is read: its position moves with every emitted event, in the task's thread. */
final class SplitState {

    private ProviderSplit split;
    private SplitPosition position;

    SplitState(ProviderSplit split) {
        this.split = split;
        this.position = split.position();
    }

    void moveTo(SplitPosition after) {
        position = after;
    }

    /** As a split that was never read begins, from that position on. */
    void beginAgain(SplitPosition after) {
        split = ProviderSplit.endless(split.symbol(), after.cursor());
        position = split.position();
    }

    ProviderSplit toSplit() {
        return split.at(position);
    }
}
