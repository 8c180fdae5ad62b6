/**
 * Technical indicators as incremental folds: one candle in, the values of that candle out, with all
 * that they remember in an array of doubles that the caller keeps.
 */
@NullMarked
package dev.candlemill.indicator;

import org.jspecify.annotations.NullMarked;
