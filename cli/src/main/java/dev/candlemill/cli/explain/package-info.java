/** Says of one stored candle where it comes from and what was made of it. */
@NullMarked
package dev.candlemill.cli.explain;

import org.jspecify.annotations.NullMarked;
