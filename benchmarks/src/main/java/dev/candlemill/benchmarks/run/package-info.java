/** One measured run of a job in a local mini cluster. */
@NullMarked
package dev.candlemill.benchmarks.run;

import org.jspecify.annotations.NullMarked;
