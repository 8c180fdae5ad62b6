package dev.candlemill.source.reader;

import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.SplitPosition;

/** A split while it is read: its position moves with every emitted event, in the task's thread. */
final class SplitState {

    private final ProviderSplit split;
    private SplitPosition position;

    SplitState(ProviderSplit split) {
        this.split = split;
        this.position = split.position();
    }

    void moveTo(SplitPosition after) {
        position = after;
    }

    ProviderSplit toSplit() {
        return split.at(position);
    }
}
