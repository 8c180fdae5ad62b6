/** The catalogue by ta4j's own indicators over its own series, to compare with. */
@NullMarked
package dev.candlemill.benchmarks.ta4j;

import org.jspecify.annotations.NullMarked;
