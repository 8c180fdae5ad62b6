/** The API's candles over HTTP, beside the same rows by plain JDBC. */
@NullMarked
package dev.candlemill.benchmarks.serving;

import org.jspecify.annotations.NullMarked;
