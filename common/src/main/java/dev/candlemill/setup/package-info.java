/** What somebody wants watched: symbols, timeframes, indicators and strategies. */
@NullMarked
package dev.candlemill.setup;

import org.jspecify.annotations.NullMarked;
