/**
 * How indicators and strategies are named with their parameters: {@code sma(20)}, {@code
 * rsi(14,30,70,trigger=exit)}; and what parameters a page or a command line may offer.
 */
@NullMarked
package dev.candlemill.spec;

import org.jspecify.annotations.NullMarked;
