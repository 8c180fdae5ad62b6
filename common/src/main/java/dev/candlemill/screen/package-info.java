/**
 * Conditions on candles as people write them, {@code rsi_14 < 30 and close > sma_200}: read,
 * checked against the columns that exist, and turned into SQL whose every word is ours.
 */
@NullMarked
package dev.candlemill.screen;

import org.jspecify.annotations.NullMarked;
