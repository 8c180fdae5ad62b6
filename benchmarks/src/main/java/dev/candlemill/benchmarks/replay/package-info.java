/**
 * Bars of the simulated market, prepared before the clock starts and replayed as fast as the job
 * takes them.
 */
@NullMarked
package dev.candlemill.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
