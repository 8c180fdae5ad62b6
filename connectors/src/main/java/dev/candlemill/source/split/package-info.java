/**
 * What a checkpoint keeps of a symbol's reading: its ranges, and how far they have been emitted.
 */
@NullMarked
package dev.candlemill.source.split;

import org.jspecify.annotations.NullMarked;
