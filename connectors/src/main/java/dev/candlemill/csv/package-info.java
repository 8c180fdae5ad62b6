/**
 * Candles, rejected and late bars as sorted CSV files: sorted runs from every writer, one merge,
 * one atomic rename. The candle file is also the store that the next run into the same folder
 * begins with.
 */
@NullMarked
package dev.candlemill.csv;

import org.jspecify.annotations.NullMarked;
