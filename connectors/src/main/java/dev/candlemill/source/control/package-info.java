/** Setups and handed bars of symbols that no polling source reads, as a stream of their own. */
@NullMarked
package dev.candlemill.source.control;

import org.jspecify.annotations.NullMarked;
