package dev.candlemill.source.reader;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.source.split.SplitPosition;

/**
 * An event and where its split stands once it is emitted.
 *
 * @param isLast whether the split is finished then
 */
record PositionedEvent(SymbolEvent event, SplitPosition after, boolean isLast) {}
