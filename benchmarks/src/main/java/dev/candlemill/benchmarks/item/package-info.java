/** What the benchmark measures, one class per item of its table. */
@NullMarked
package dev.candlemill.benchmarks.item;

import org.jspecify.annotations.NullMarked;
