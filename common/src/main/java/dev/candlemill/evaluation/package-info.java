/**
 * What the events of a strategy would have been worth: trades at the next open, their returns after
 * costs, and grids of parameters. A judgement of the past, no promise.
 */
@NullMarked
package dev.candlemill.evaluation;

import org.jspecify.annotations.NullMarked;
