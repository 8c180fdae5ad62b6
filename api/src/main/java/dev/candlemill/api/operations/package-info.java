/** Runs, statistics and health. */
@NullMarked
package dev.candlemill.api.operations;

import org.jspecify.annotations.NullMarked;
