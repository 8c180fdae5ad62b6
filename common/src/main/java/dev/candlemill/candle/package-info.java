/** What we emit: candles of all timeframes, and the fold that rolls bars up into them. */
@NullMarked
package dev.candlemill.candle;

import org.jspecify.annotations.NullMarked;
