/** The side-by-side benchmark: what the fold costs, and what it saves. */
@NullMarked
package dev.candlemill.benchmarks;

import org.jspecify.annotations.NullMarked;
