package dev.candlemill.source.reader;

import dev.candlemill.bar.BarPage;
import dev.candlemill.source.split.Chunk;

/** One event to come: a baseline still to be read, or a page at hand. */
sealed interface Step {

    record Load(Chunk chunk) implements Step {}

    record Emit(BarPage page) implements Step {}
}
