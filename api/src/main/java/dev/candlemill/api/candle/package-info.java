/** Candles as rows, columns and CSV, and what of a range is there. */
@NullMarked
package dev.candlemill.api.candle;

import org.jspecify.annotations.NullMarked;
