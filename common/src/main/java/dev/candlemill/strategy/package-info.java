/**
 * Trading strategies: what a strategy declares, the ones we ship, and how they run over the candles
 * of a symbol. A strategy is a ta4j strategy whose indicators read our rows.
 */
@NullMarked
package dev.candlemill.strategy;

import org.jspecify.annotations.NullMarked;
