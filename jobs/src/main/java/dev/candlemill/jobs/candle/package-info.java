/** The keyed operator that folds bars into candles: a thin shell over the fold in common. */
@NullMarked
package dev.candlemill.jobs.candle;

import org.jspecify.annotations.NullMarked;
