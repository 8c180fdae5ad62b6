/**
 * The textbook baseline: Flink's window operator with a calendar-aware assigner, and nothing of our
 * own fold.
 */
@NullMarked
package dev.candlemill.benchmarks.window;

import org.jspecify.annotations.NullMarked;
